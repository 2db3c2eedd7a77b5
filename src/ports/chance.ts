/** Ids and chance. */
export interface Chance {
  /** A new id that was never given before: letters and digits only. */
  id(): string;
  /** A number from 0 (included) to 1 (excluded), for jitter. */
  fraction(): number;
}
