/** Whoever else waits. Work over thousands of lines lets them in between, so that a press is answered meanwhile. */
export interface Turns {
  /** Resolves once they have had their turn. */
  next(): Promise<void>;
}
