import type { DumpLine } from '../../../src/ports/store.ts';
import { instant } from '../../../src/shared/dates.ts';
import { companyId } from '../../../src/shared/ids.ts';
import type { LineReader } from '../ledger/ledger-files.ts';
import type { Line } from '../ledger/line.ts';
import type { Place } from '../ledger/read-tail.ts';
import { readEntry } from './read-history.ts';
import { readFound, type RowReader } from './read-rows.ts';

/** Everything as it is now, however long the reading takes: what stands in the ledger does not change any more. */
export async function* exportAll(reader: RowReader, now: number): AsyncIterable<DumpLine> {
  const { state } = reader;
  const files = lastLineKept(reader.files);
  const heads = [...state.entries.heads()];
  const rows = [...state.hot.all(), ...state.cold.all()].sort((a, b) => a.sequence - b.sequence);
  const keys = state.keys.all(now);
  const jobs = state.jobs.all();

  for (const [company, head] of heads) {
    for (let n = 1; n <= head.n; n += 1) {
      const { prevHash, hash, text } = await readEntry({ entries: state.entries, files }, company, n);
      yield { type: 'entry', company: companyId(company), entry: { n, prevHash, hash, text } };
    }
  }
  for (const row of rows) {
    const { collection, id, rev, value, indexes } = await readFound(files, row);
    yield { type: 'row', row: { collection, id, rev, value }, indexes: { ...indexes } };
  }
  for (const { key, until } of keys) {
    yield { type: 'unique', key, ...(until === undefined ? {} : { until: instant(until) }) };
  }
  for (const job of jobs) yield { type: 'job', job: structuredClone(job) };
}

/** Neighbours often stand in one line: it is read once for all of them. */
function lastLineKept(files: LineReader): LineReader {
  let last: { readonly place: Place; readonly line: Line } | undefined;
  return {
    async line(place) {
      if (last?.place.at !== place.at || last.place.month !== place.month) {
        last = { place, line: await files.line(place) };
      }
      return last.line;
    },
  };
}
