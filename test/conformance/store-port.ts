import { describe } from 'vitest';
import { againstModel } from './store-port/against-model.ts';
import { commits } from './store-port/commits.ts';
import { due } from './store-port/due.ts';
import { jobs } from './store-port/jobs.ts';
import { finding, ledger } from './store-port/lists.ts';
import { moving } from './store-port/moving.ts';
import { closedAfterEach, type Open } from './store-port/opened.ts';

/** The promises of the Store port. Every store runs all of them, with two handles on one backing. */
export function describeStore(name: string, open: Open): void {
  describe(`store (${name})`, () => {
    const opened = closedAfterEach(open);
    describe('commit', () => commits(opened));
    describe('find', () => finding(opened));
    describe('history', () => ledger(opened));
    describe('jobs', () => jobs(opened));
    describe('due', () => due(opened));
    describe('export, import, health, close', () => moving(opened));
    describe('against a model', () => againstModel(open));
  });
}
