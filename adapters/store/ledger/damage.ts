import { chainFault, type ChainedEntry } from '../../../src/shared/chain.ts';
import { guessEntries, type CompanyEntry } from './line.ts';

/** Where a ledger is broken, in words that a person can act on. */
export interface Damage {
  /** Such as `ledger/2026-06.jsonl`. */
  readonly file: string;
  /** Counted from 1 in that file. */
  readonly line: number;
  readonly says: string;
  /** The first entry that is not what was recorded, as far as it can be told. */
  readonly entry?: { readonly company: string; readonly n: number };
}

export function damageText({ file, line, says, entry }: Damage): string {
  const named = entry === undefined ? '' : ` (entry ${entry.n} of company ${entry.company})`;
  return `${file}, line ${line}${named}: ${says}`;
}

type Heads = ReadonlyMap<string, Pick<ChainedEntry, 'n' | 'hash'>>;

/** The entry that a damaged line holds: what the line itself still says, else the number that is missing after it. */
export function nameDamage(bytes: Buffer, following: readonly CompanyEntry[], heads: Heads): Damage['entry'] {
  return said(bytes, heads) ?? missing(following, heads) ?? ofOnlyChain(heads);
}

function said(bytes: Buffer, heads: Heads): Damage['entry'] {
  const walked = new Map(heads);
  // the damage may have made a company of which nobody heard
  const likely = guessEntries(bytes).filter(({ company, n }) => heads.has(company) || n === 1);
  const places = likely.map((entry) => {
    const { company, hash } = entry;
    const place = { company, n: next(walked, company), holds: chainFault([entry], walked.get(company)) === undefined };
    walked.set(company, { n: place.n, hash });
    return place;
  });
  const place = places.find((one) => !one.holds) ?? places[0];
  return place === undefined ? undefined : { company: place.company, n: place.n };
}

function missing(following: readonly CompanyEntry[], heads: Heads): Damage['entry'] {
  const first = new Map<string, number>();
  for (const { company, n } of following) if (!first.has(company)) first.set(company, n);
  const [gap] = [...first].filter(([company, n]) => n > next(heads, company));
  return gap === undefined ? undefined : { company: gap[0], n: next(heads, gap[0]) };
}

function ofOnlyChain(heads: Heads): Damage['entry'] {
  const [company] = heads.keys();
  return company === undefined || heads.size > 1 ? undefined : { company, n: next(heads, company) };
}

function next(heads: Heads, company: string): number {
  return (heads.get(company)?.n ?? 0) + 1;
}
