import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser is: `COUNTERSIGN_CHROMIUM` alone when it is set, else the usual places. */
export function findChromium(): string | undefined {
  const told = process.env['COUNTERSIGN_CHROMIUM'] ?? '';
  return (told === '' ? usual : [told]).find((path) => existsSync(path));
}

/** A headless browser with a profile of its own, which is removed when the browser is closed. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium: COUNTERSIGN_CHROMIUM tells where it is.');
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
}
