import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message, type Block } from 'slack-blocks-to-jsx';

const run = promisify(execFile);
const widths = [760, 360];
const themes = ['light', 'dark'] as const;
const out = resolve('test/render/out');
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

/** Blocks as they are drawn, under a name for the file. */
export interface Drawing {
  readonly name: string;
  readonly blocks: readonly unknown[];
}

async function page(blocks: readonly unknown[], theme: (typeof themes)[number], width: number): Promise<string> {
  const styles = createRequire(import.meta.url)
    .resolve('slack-blocks-to-jsx')
    .replace(/index\.m?js$/, 'style.css');
  const message = createElement(Message, {
    // the drawing's own types lag behind Slack's
    blocks: blocks as Block[],
    logo: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    name: 'Countersign',
    time: new Date('2025-07-08T17:00:00Z'),
    theme,
  });
  const paper = theme === 'light' ? '#ffffff' : '#1a1d21';
  return `<!doctype html><meta charset="utf-8"><style>${await readFile(styles, 'utf8')}
    html { background: ${paper} } body { margin: 0; width: ${width}px; font-family: Lato, sans-serif }
    main { padding: 12px } main * { min-width: 0 }</style>
    <body data-theme="${theme}"><main>${renderToStaticMarkup(message)}</main>
    <script>document.title = String(document.querySelector('main').offsetHeight)</script>`;
}

async function picture({ name, blocks }: Drawing, theme: (typeof themes)[number], width: number): Promise<string> {
  const html = join(out, `${name}-${theme}-${width}.html`);
  const png = html.replace(/html$/, 'png');
  await writeFile(html, await page(blocks, theme, width));
  const url = pathToFileURL(html).href;
  const size = (height: number): string => `--window-size=${width},${height}`;
  const { stdout } = await run('chromium', [...quiet, size(800), '--dump-dom', url], { maxBuffer: 1e8 });
  const height = Number(/<title>(\d+)<\/title>/.exec(stdout)?.[1] ?? 2000);
  await run('chromium', [...quiet, size(height), `--screenshot=${png}`, url]);
  await rm(html);
  return png;
}

/** Draws each as Slack shows it, at the width of a screen and of a phone, light and dark. Needs `chromium`. */
export async function draw(drawings: readonly Drawing[]): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const drawing of drawings) {
    for (const theme of themes) {
      const drawn = await Promise.all(widths.map((width) => picture(drawing, theme, width)));
      console.log(drawn.join('\n'));
    }
  }
}
