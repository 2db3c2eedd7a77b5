import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyTest } from '../../adapters/cli/policy-test.ts';
import { startSandbox, type Sandbox } from '../../adapters/sandbox/sandbox.ts';
import { spoken } from '../doctor/examined.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  const started = await startSandbox({ port: 0, botUrl: 'http://127.0.0.1:9' });
  if (!started.ok) throw new Error(started.failure.code);
  sandbox = started.value;
});
afterAll(() => sandbox.stop());

it('prints who would have to approve under the configuration that stands', async () => {
  const variables = sandbox.env();

  const { exit, printed } = await spoken(() => Promise.resolve(policyTest({ variables, amount: '60,000', job: '' })));

  expect(exit).toBe(0);
  expect(printed).toContain('A subcontract needs 2 approvals, each by another person, by rule 1.');
  expect(printed).toContain('Seat 2: admin (Sam Okafor)');
});

it('ends with 2 when it cannot be told', () => {
  const quiet = { ...sandbox.env(), COUNTERSIGN_CONFIG: '/nowhere.json' };

  expect(policyTest({ variables: sandbox.env(), amount: 'much', job: '' })).toBe(2);
  expect(policyTest({ variables: quiet, amount: '1', job: '' })).toBe(2);
});
