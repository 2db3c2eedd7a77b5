import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../adapters/cli/demo.ts';
import { sandboxClient, type SandboxClient } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { describeInChromium } from '../browser/describe-in-chromium.ts';

/** The page as visitors have it, over a demo of its own. */
export interface Visit {
  readonly sandbox: SandboxClient;
  /** The one window of this file, 1280 pixels wide and light; a test finds it as the one before has left it. */
  page(): Promise<Page>;
  /** Another browser, which has never been here. What it complains of, or asks for outside, fails a test. */
  open(options?: { readonly width?: number; readonly height?: number; readonly dark?: boolean }): Promise<Page>;
}

/** Tests of the page of the sandbox in a real browser. */
export function describePage(name: string, tests: (visit: Visit) => void): void {
  describeInChromium(name, (browser) => {
    let demo: Demo;
    let first: Promise<Page> | undefined;
    const complaints: string[] = [];

    beforeAll(async () => {
      const started = await startDemo({ port: 0, logLevel: 'silent' });
      if (!started.ok) throw new Error(started.failure);
      demo = started.value;
    }, 60_000);
    afterAll(async () => {
      // an open window would keep its stream of events
      for (const context of browser().contexts()) await context.close();
      await demo.stop();
    }, 60_000);

    const open: Visit['open'] = async ({ width = 1280, height = 800, dark = false } = {}) => {
      const page = await browser().newPage({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
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
