import type { Store } from '../../src/ports/store.ts';

export const ended = 'the process has ended';

/** The process ends: nothing after it in this process may have any effect. */
export class Crash extends Error {
  override readonly message = ended;
}

/** Counts the calls of a process to everything outside it; after the last one the process is dead. */
export interface Fuse {
  left: number;
}

/** The same port, which takes effect and then never answers once the fuse has burnt down. */
export function fused<T extends object>(port: T, fuse: Fuse, besides: readonly string[] = []): T {
  return new Proxy(port, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || besides.includes(String(name))) return member;
      const call = member as (...args: unknown[]) => Promise<unknown>;
      // another view of the same port is no call
      if (name === 'asOf') return (...args: unknown[]) => fused(call.apply(target, args), fuse, besides);
      return async (...args: unknown[]): Promise<unknown> => {
        if (fuse.left <= 0) throw new Crash();
        const answer = await call.apply(target, args);
        fuse.left -= 1;
        if (fuse.left <= 0) throw new Crash();
        return answer;
      };
    },
  });
}

/** A store whose disk is full as long as it is told so. */
export function fillable(store: Store, disk: { readonly full: boolean }): Store {
  return {
    ...store,
    commit: async (commit) => (disk.full ? { ok: false, failure: { kind: 'unavailable' } } : store.commit(commit)),
  };
}
