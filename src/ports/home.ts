/** A person's own page in a chat. All text is finished: amounts and dates are formatted, nothing is markup. */
export interface Home {
  readonly title: string;
  /** How many records wait, or why none does. */
  readonly lead: readonly string[];
  readonly lists: readonly HomeList[];
  /** When it was computed. */
  readonly asOf: string;
}

export interface HomeList {
  readonly heading: string | undefined;
  readonly items: readonly HomeItem[];
  /** Said when there are more than are listed. */
  readonly more: string | undefined;
}

export interface HomeItem {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: HomeLink | undefined;
}

export interface HomeLink {
  readonly label: string;
  /** Says for a screen reader what the label leaves out. */
  readonly accessibilityLabel: string;
  readonly url: string;
}
