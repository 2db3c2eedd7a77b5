import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';

const required = process.env['COUNTERSIGN_REQUIRE_CHROMIUM'] === '1';

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
