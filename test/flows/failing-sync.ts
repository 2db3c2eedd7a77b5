/** A module for a process to load first: its syncs of files fail, as on a broken disk, while that file is there. */
export function failingSync(whileThere: string): URL {
  const text = `
    import { existsSync } from 'node:fs';
    import { open } from 'node:fs/promises';
    const handle = await open(process.execPath);
    const { constructor } = handle;
    await handle.close();
    const { datasync } = constructor.prototype;
    constructor.prototype.datasync = function () {
      if (!existsSync(${JSON.stringify(whileThere)})) return datasync.call(this);
      return Promise.reject(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }));
    };`;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}
