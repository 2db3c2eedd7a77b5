/** What a sentence about a check can name. */
export interface Said {
  /** The line as people count it; empty when it is not about one. */
  readonly line: string;
  /** "Line 3", or "The subcontract" when it is not about a line. */
  readonly at: string;
  readonly amount: string;
  /** What the record is called, such as "subcontract". */
  readonly it: string;
  readonly of: (name: string) => string;
}
