import { afterAll, beforeAll, describe } from 'vitest';
import { delivery } from './slack-room.ts';

/** Everything that people do must work the same way when Slack's requests come over a socket. */
describe('over a socket', async () => {
  beforeAll(() => {
    delivery.way = 'socket';
  });
  afterAll(() => {
    delivery.way = 'http';
  });

  await import('./pressing.test.ts');
  await import('./submitting.test.ts');
  await import('./typing.test.ts');
  await import('./coming-in.test.ts');
  await import('./home.test.ts');
});
