import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const required = process.env['COUNTERSIGN_REQUIRE_CHROMIUM'] === '1';

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

/**
 * Tests that need a browser, which is started once for all of them. Without Chromium they are skipped and say so, or
 * fail where it is required.
 */
export function describeInChromium(name: string, tests: (browser: () => Browser) => void): void {
  let started: Browser | undefined;
  const browser = (): Browser => {
    if (started === undefined) throw new Error('the browser is there in tests and hooks only');
    return started;
  };
  if (findChromium() !== undefined) {
    describe(name, { timeout: 60_000 }, () => {
      beforeAll(async () => (started = await launchChromium()), 60_000);
      afterAll(async () => started?.close(), 60_000);
      tests(browser);
    });
    return;
  }
  if (required) {
    it(`${name}: Chromium is there`, () => expect(findChromium(), 'COUNTERSIGN_CHROMIUM').toBeDefined());
    return;
  }
  process.stderr.write(
    `SKIPPED: ${name}. It needs Chromium: set COUNTERSIGN_CHROMIUM, for example to what "bash .ci/chromium" prints.\n`,
  );
  describe.skip(name, () => tests(browser));
}
