import { execFileSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { placeholderPages, teamsManifest } from '../../adapters/teams/app-manifest.ts';
import { teamsPackage } from '../../adapters/teams/app-package.ts';
import { readPng } from './png.ts';

const manifest = teamsManifest({
  appId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  url: 'https://bot.example.com',
  version: '1.2.3',
  pages: placeholderPages,
}) as { readonly icons: { readonly color: string; readonly outline: string }; readonly accentColor: string };
const packed = teamsPackage(manifest);
const files = unzipSync(packed);
const picture = (name: string) => readPng(files[name] ?? new Uint8Array());

describe('the package of the Teams app', () => {
  it('holds the manifest and the two icons that it names, at the root', () => {
    expect(Object.keys(files).toSorted()).toEqual(
      ['manifest.json', manifest.icons.color, manifest.icons.outline].toSorted(),
    );
    expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toEqual(manifest);
  });

  it('shows a square of 192 pixels that is filled to its corners with the accent colour', () => {
    const { width, height, pixels } = picture(manifest.icons.color);
    const accent = [1, 3, 5].map((at) => Number.parseInt(manifest.accentColor.slice(at, at + 2), 16));

    expect([width, height]).toEqual([192, 192]);
    for (const corner of [0, 191, 192 * 191, 192 * 192 - 1]) expect(pixels[corner]).toEqual([...accent, 255]);
    expect(pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
    expect(new Set(pixels.map(String)).size).toBeGreaterThan(10);
  });

  it('shows an outline of 32 pixels in white on nothing', () => {
    const { width, height, pixels } = picture(manifest.icons.outline);
    const drawn = pixels.filter(([, , , alpha]) => alpha !== 0);

    expect([width, height]).toEqual([32, 32]);
    expect(drawn.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
    expect(drawn.length).toBeGreaterThan(100);
    expect(drawn.length).toBeLessThan(pixels.length / 2);
  });

  it('has the same bytes wherever it is packed', () => {
    const elsewhere = ['Pacific/Kiritimati', 'America/Los_Angeles'].map((zone) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', packElsewhere], {
        env: { ...process.env, TZ: zone },
        input: JSON.stringify(manifest),
      }).toString(),
    );

    expect(elsewhere).toEqual(elsewhere.map(() => Buffer.from(packed).toString('base64')));
  });
});

const packElsewhere = `
  import { readFileSync } from 'node:fs';
  import { teamsPackage } from './adapters/teams/app-package.ts';
  process.stdout.write(Buffer.from(teamsPackage(JSON.parse(readFileSync(0, 'utf8')))).toString('base64'));
`;
