import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../adapters/cli/demo.ts';
import { sandboxClient, type SandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';

const executablePath = '/usr/bin/chromium';
const required = process.env['COUNTERSIGN_REQUIRE_CHROMIUM'] === '1';

/** The page as a visitor has it, over a demo of its own. */
export interface Visit {
  readonly sandbox: SandboxClient;
  /** The one window of this file, 1280 pixels wide and light; a test finds it as the one before has left it. */
  page(): Promise<Page>;
  /** Another browser, which has never been here. What it complains of, or asks for outside, fails a test. */
  open(options?: { readonly width?: number; readonly height?: number; readonly dark?: boolean }): Promise<Page>;
}

/** Tests in a real browser. Without one they are skipped and say so, or fail where one is required. */
export function describeInChromium(name: string, tests: (visit: Visit) => void): void {
  if (!existsSync(executablePath)) {
    if (required) it(`${name}: Chromium is there`, () => expect(existsSync(executablePath), executablePath).toBe(true));
    else {
      process.stderr.write(`SKIPPED: ${name}. It needs Chromium at ${executablePath}: apt-get install chromium.\n`);
      describe.skip(name, () => tests({} as Visit));
    }
    return;
  }
  describe(name, { timeout: 60_000 }, () => {
    let demo: Demo;
    let browser: Browser;
    let first: Promise<Page> | undefined;
    const complaints: string[] = [];

    beforeAll(async () => {
      const [started, launched] = await Promise.all([startDemo({ port: 0, logLevel: 'silent' }), launch()]);
      browser = launched;
      if (!started.ok) throw new Error(started.failure);
      demo = started.value;
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await demo.stop();
    }, 30_000);

    const open: Visit['open'] = async ({ width = 1280, height = 800, dark = false } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!request.url().startsWith(`${demo.url}/`)) complaints.push(`asked for ${request.url()}`);
      });
      await page.goto(demo.url);
      return page;
    };
    tests({
      get sandbox() {
        return sandboxClient(demo.url);
      },
      page: () => (first ??= open()),
      open,
    });

    it('the browser had nothing to complain of, and asked for nothing outside', () => {
      expect(complaints).toEqual([]);
    });
  });
}

function launch(): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', ...quiet, '--disable-component-update', '--disable-sync'],
  });
}
