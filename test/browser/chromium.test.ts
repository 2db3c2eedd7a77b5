import { expect, it } from 'vitest';
import { describeInChromium } from './describe-in-chromium.ts';

describeInChromium('the browser of the tests', (browser) => {
  it('draws a page as wide as it is asked to', async () => {
    const page = await browser().newPage({ viewport: { width: 390, height: 300 } });

    await page.setContent('<title>Countersign</title><button>Approve</button>');

    expect(await page.getByRole('button', { name: 'Approve' }).isVisible()).toBe(true);
    expect((await page.screenshot()).readUInt32BE(16)).toBe(390);
    await page.close();
  });
});
