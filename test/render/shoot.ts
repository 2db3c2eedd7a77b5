import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { launchChromium } from '../browser/chromium.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const widths = [760, 360];
const out = resolve('test/render/out');

/** A page under a name for the file. */
export interface Picture {
  readonly name: string;
  page(theme: Theme, width: number): string;
}

/** Draws each at the width of a screen and of a phone, light and dark, as high as it is. */
export async function shoot(pictures: readonly Picture[]): Promise<void> {
  await mkdir(out, { recursive: true });
  const browser = await launchChromium();
  for (const { name, page: html } of pictures) {
    for (const theme of themes) {
      for (const width of widths) {
        const page = await browser.newPage({ viewport: { width, height: 10 } });
        await page.setContent(html(theme, width));
        const path = `${out}/${name}-${theme}-${width}.png`;
        await page.screenshot({ path, fullPage: true });
        await page.close();
        console.log(path);
      }
    }
  }
  await browser.close();
}
