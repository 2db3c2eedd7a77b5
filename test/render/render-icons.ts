import { readFile } from 'node:fs/promises';
import { launchChromium } from '../browser/chromium.ts';

/** Draws the icons of the Teams app from their SVG, beside it: `tsx test/render/render-icons.ts`. */

const folder = 'adapters/teams/app-package';
const sizes = { color: 192, outline: 32 };

const browser = await launchChromium();
for (const [name, size] of Object.entries(sizes)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = await readFile(`${folder}/${name}.svg`, 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: `${folder}/${name}.png`, omitBackground: true });
}
await browser.close();
