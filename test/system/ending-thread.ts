import { parentPort } from 'node:worker_threads';

/** A thread that ends where it should read. */
parentPort?.on('message', () => process.exit(1));
