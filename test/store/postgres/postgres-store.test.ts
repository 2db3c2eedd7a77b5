import { describeStore } from '../../conformance/store-port.ts';
import { handClock } from '../hand-clock.ts';
import { openStore } from './open-store.ts';
import { describeWithPostgres, freshDatabase } from './server.ts';

describeWithPostgres('PostgreSQL keeps the promises of the Store port', () => {
  describeStore('PostgreSQL', async () => {
    const url = await freshDatabase();
    const clock = handClock();
    return { a: await openStore(url, { clock }), b: await openStore(url, { clock }), clock };
  });
});
