import { randomBytes, randomUUID } from 'node:crypto';
import type { Chance } from '../../src/ports/chance.ts';

const randomBits = 48;

export const systemChance: Chance = {
  id: () => randomUUID().replaceAll('-', ''),
  fraction: () => randomBytes(randomBits / 8).readUIntBE(0, randomBits / 8) / 2 ** randomBits,
};
