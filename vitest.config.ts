import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const everything = 'test/**/*.test.ts';

const alone = [
  // these leave stores behind as a process does that was killed, and what is left goes on beating
  'test/store/**/*.test.ts',
  // this one watches the console before anything of the product has touched it
  'test/teams/authenticated.test.ts',
];

// nothing says how long a file takes before it has once been run: a long one that begins last keeps everybody waiting
const long = [
  'model/model',
  'flows/invoice-trouble',
  'flows/lost-answers',
  'flows/crash',
  'flows/two-processes',
  'flows/disk',
  'slack/socket-mode',
  'flows/invoice',
  'transfers/day-without-sage',
  'flows/two-chats',
  'flows/after-posting',
  'flows/many-presses',
  'page/guides',
  'flows/moving',
].map((name) => `/test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      // a worker that is shared ends where one comes that is not
      if (project.name === 'alone') return -1;
      const index = long.findIndex((name) => moduleId.endsWith(name));
      return index === -1 ? long.length : index;
    };
    const others = await super.sort(files);
    return others.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // many of the long ones wait for processes of their own, so more than there are processors
    maxWorkers: availableParallelism() + 2,
    // far more than a loaded machine needs: only what never comes is waited for so long
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // a test that hangs on its way out would hide behind the ones that passed
    teardownTimeout: 5_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      // what a file imports is loaded once a worker: most of the suite's time would go into loading it anew for each file
      { extends: true, test: { name: 'together', include: [everything], exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    reporters: process.env['CI'] === undefined ? ['default'] : ['verbose'],
  },
});
