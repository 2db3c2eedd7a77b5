import { buildDist } from './build-dist.ts';

/** `npm run build`. */
process.exitCode = await buildDist();
