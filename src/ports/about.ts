import type { TransferId } from '../shared/ids.ts';

/** While `act` runs, every line that is logged and every call to the bridge names the transfer it is about. */
export type About = <T>(transfer: TransferId | undefined, act: () => Promise<T>) => Promise<T>;
