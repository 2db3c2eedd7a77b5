import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message, type Block } from 'slack-blocks-to-jsx';
import { shoot, type Theme } from './shoot.ts';

/** Blocks as they are drawn, under a name for the file. */
export interface Drawing {
  readonly name: string;
  readonly blocks: readonly unknown[];
}

const styles = readFileSync(
  createRequire(import.meta.url)
    .resolve('slack-blocks-to-jsx')
    .replace(/index\.m?js$/, 'style.css'),
  'utf8',
);

function page(blocks: readonly unknown[], theme: Theme, width: number): string {
  const message = createElement(Message, {
    // the drawing's own types lag behind Slack's
    blocks: blocks as Block[],
    logo: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    name: 'Countersign',
    time: new Date('2025-07-08T17:00:00Z'),
    theme,
  });
  const paper = theme === 'light' ? '#ffffff' : '#1a1d21';
  return `<!doctype html><meta charset="utf-8"><style>${styles}
    html { background: ${paper} } body { margin: 0; width: ${width}px; font-family: Lato, sans-serif }
    main { padding: 12px } main * { min-width: 0 }</style>
    <body data-theme="${theme}"><main>${renderToStaticMarkup(message)}</main>`;
}

/** Draws each as Slack shows it. Needs Chromium. */
export async function draw(drawings: readonly Drawing[]): Promise<void> {
  await shoot(drawings.map(({ name, blocks }) => ({ name, page: (theme, width) => page(blocks, theme, width) })));
}
