/** Who the emulated company and the app connected to it are. */
export interface Company {
  readonly id: string;
  readonly name: string;
  /** The user behind the app's service account: what the app writes is done by it. */
  readonly serviceUserId: string;
  readonly applicationId: string;
}

/** Who does something: a person in Procore's screens, or the app through the API. */
export interface Doer {
  readonly userId: string;
  readonly applicationId: string | undefined;
}
