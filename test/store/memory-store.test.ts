import { createMemoryBacking } from '../../adapters/store/memory/memory-backing.ts';
import { memoryStore } from '../../adapters/store/memory/memory-store.ts';
import { describeStore } from '../conformance/store-port.ts';
import { handClock } from './hand-clock.ts';

describeStore('memory', () => {
  const backing = createMemoryBacking();
  const clock = handClock();
  return Promise.resolve({ a: memoryStore({ backing, clock }), b: memoryStore({ backing, clock }), clock });
});
