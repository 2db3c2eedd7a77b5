import { expect, it } from 'vitest';
import { longSchemas as ofProcore } from '../../adapters/procore/long-schemas.ts';
import { readLong as readProcore } from '../../adapters/procore/long-answers.ts';
import { readTextAs } from '../../adapters/procore/read-as.ts';
import { readLong as readSage } from '../../adapters/sage/long-answers.ts';
import { longSchemas as ofSage } from '../../adapters/sage/long-schemas.ts';
import { readAnswer } from '../../adapters/sage/read-answer.ts';
import { createReadingThread } from '../../adapters/system/reading-thread.ts';
import { longText, type Bytes } from '../../adapters/system/received.ts';
import { pageOf, readable } from '../../adapters/sage/protocol/collections.ts';

const id = '9007199254740993123';
const count = 3_000;
const changed = Array.from({ length: count }, (_, n) => `{"id":${id}${n},"updated_at":"2026-06-01T10:00:00Z"}`);
const text = `[${changed.join(',')}]`;
const bytes = (of: string): Bytes => ({
  length: of.length,
  parts: [Buffer.from(of.slice(0, 7)), Buffer.from(of.slice(7))],
});
const { ChangedListWire } = ofProcore;

it.each([
  ['procore', Object.keys(ofProcore)],
  ['sage', [...ofSage.keys()]],
])('a thread of its own knows every answer of %s that may be long', async (adapter, names) => {
  const thread = createReadingThread(new URL(`../../adapters/${adapter}/long-answers-thread`, import.meta.url).href);

  const read = await Promise.all(names.map((name) => thread.read(name, bytes('{'))));

  expect(read.map((one) => (one as { readonly ok: boolean } | undefined)?.ok)).toEqual(names.map(() => false));
  expect(await thread.read('another', bytes('{'))).toBeUndefined();
});

it('reads a long answer of Procore in a thread of its own, digit for digit, while others have their turn', async () => {
  let turns = 0;
  const others = setInterval(() => (turns += 1), 1);

  const read = await readProcore(ChangedListWire, bytes(text));

  clearInterval(others);
  expect(text.length).toBeGreaterThan(longText);
  expect(read).toEqual(readTextAs(ChangedListWire, text));
  expect(read).toMatchObject({ ok: true, value: { length: count, 0: { id: `${id}0` } } });
  expect(turns).toBeGreaterThan(0);
});

it('says of a long answer that cannot be read what it says of a short one', async () => {
  const wrong = text.replace('"2026-06-01T10:00:00Z"', '7');

  expect(await readProcore(ChangedListWire, bytes(wrong))).toEqual({
    ok: false,
    failure: { kind: 'unreadable', field: '0.updated_at' },
  });
  expect(await readProcore(ChangedListWire, bytes(text.slice(0, -1)))).toMatchObject({ failure: { field: 'body' } });
});

it('reads a long answer of the bridge there too', async () => {
  const page = pageOf(readable['job-totals']);
  const cents = { originalBudgetCents: 1, changeBudgetCents: 2, revisedBudgetCents: 3, fromCcoCents: 0 };
  const total = { ...cents, committedCents: 4, invoicedCents: 5, job: '1042', costCode: '2010.000', costType: 1 };
  const items = Array.from({ length: count }, () => total);
  const said = JSON.stringify({ items, cursor: null, asOf: '2026-06-01T10:00:00Z' });
  const answer = bytes(said);
  const here = readAnswer('GET /job-totals', page, answer);
  expect(here).toMatchObject({ ok: true });

  expect(await readSage('GET /job-totals', page, answer)).toEqual(here);
  expect(await readSage('GET /job-totals', page, bytes(said.slice(1)))).toMatchObject({
    failure: { kind: 'unreachable' },
  });
});

it('reads here what the thread does not know', async () => {
  expect(await readProcore(ChangedListWire.min(1), bytes(text))).toEqual(readTextAs(ChangedListWire, text));
});

it('gives up what a thread that ends did not read', async () => {
  const thread = createReadingThread(new URL('./ending-thread', import.meta.url).href);

  expect(await Promise.all([thread.read('a', bytes('')), thread.read('b', bytes(''))])).toEqual([undefined, undefined]);
  expect(await thread.read('after it', bytes(''))).toBeUndefined();
});
