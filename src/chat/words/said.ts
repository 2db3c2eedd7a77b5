/** What a sentence about a check can name. */
export interface Said {
  /** The line as people count it; empty when it is not about one. */
  readonly line: string;
  /** "Line 3", or "The contract" when it is not about a line. */
  readonly at: string;
  readonly amount: string;
  readonly of: (name: string) => string;
}
