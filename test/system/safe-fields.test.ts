import { expect, it } from 'vitest';
import { pinoLog } from '../../adapters/system/pino-log.ts';
import { safeFields } from '../../adapters/system/safe-fields.ts';

function lines(): { readonly log: ReturnType<typeof pinoLog>; readonly written: string[] } {
  const written: string[] = [];
  return { log: pinoLog('info', { write: (line: string) => void written.push(line) }), written };
}

it('B14: newlines and colours in a field stay inside one JSON object a line', () => {
  const { log, written } = lines();

  log.with({ company: '4401' }).warn('look.failed', { transfer: 't1\n\u001b[31m', missing: undefined });

  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    msg: 'look.failed',
    company: '4401',
    transfer: 't1\n\u001b[31m',
  });
  expect(written[0]?.trimEnd()).not.toMatch(/[\n\u001b]/);
});

it.each([
  ['a field named so', { slackToken: 'abc', nested: { client_secret: 'abc', Authorization: 'abc' } }],
  ['a bearer token in a text', { error: 'GET / failed: Authorization: Bearer abcdefghijk.lmn' }],
  ['a Slack token in a text', { list: [{ body: 'token=xoxb-abc-def' }, 'xapp-1-abc'] }],
  ['a tax id', { vendor: { tax_id: 'abc', taxId: 'abc' } }],
])('B14: leaves a secret out: %s', (_name, fields) => {
  expect(JSON.stringify(safeFields(fields))).not.toContain('abc');
});

it('leaves a secret out of what stands in every line', () => {
  const { log, written } = lines();

  log.with({ token: 'abc' }).info('started');

  expect(written.join()).not.toContain('abc');
});

it('B14: cuts what would make a line too long, a megabyte in one field among it', () => {
  const long = 'x'.repeat(1_000_000);
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`field${n}`, long]));

  expect(JSON.stringify(safeFields({ long })).length).toBeLessThan(600);
  expect(JSON.stringify(safeFields(wide)).length).toBeLessThan(10_000);
  expect(JSON.stringify(safeFields({ list: Array.from({ length: 1_000 }, () => wide) })).length).toBeLessThan(10_000);
});
