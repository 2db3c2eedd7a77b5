/** Ids as Procore gives them: integers beyond 32 bit. The same seed gives the same ids. */
export interface Ids {
  /** Of users, projects, vendors, contracts and lines: beyond 32 bit; beyond 2^53 when the emulator was asked for wide ids. */
  record(): string;
  /** Of everything else: always beyond 2^53 and odd, so that a double cannot hold it. */
  wide(): string;
  /** The 26 characters that name an event: time first, as a ULID. */
  ulid(ms: number): string;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function createIds(seed: number, wideRecords: boolean): Ids {
  const start = BigInt(Math.abs(Math.trunc(seed)) % 1_000_000) * 1_000_000n;
  let given = 0n;

  const wide = (): string => {
    given += 1n;
    return String(9_007_199_254_740_993n + start + given * 2n);
  };

  return {
    wide,
    record() {
      if (wideRecords) return wide();
      given += 1n;
      return String(562_949_953_000_000n + start + given * 7n);
    },
    ulid(ms) {
      given += 1n;
      return base32(BigInt(Math.trunc(ms)), 10) + base32(start + given, 16);
    },
  };
}

function base32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i += 1, rest /= 32n) text = alphabet.charAt(Number(rest % 32n)) + text;
  return text;
}
