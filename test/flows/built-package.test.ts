import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { placeholderPages, teamsManifest } from '../../adapters/teams/app-manifest.ts';
import { teamsPackage } from '../../adapters/teams/app-package.ts';
import { productVersion } from '../../adapters/system/version.ts';
import { countersign } from './bot-process.ts';
import { buildMs, built } from './built.ts';

beforeAll(built, buildMs);

it('the built program packs the Teams app as the sources do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-package-'));
  const out = join(folder, 'teams.zip');
  const [url, appId] = ['https://bot.example.com', '0f8fad5b-d9cb-469f-a165-70867728950e'];

  const { code, errors } = await countersign(['manifest', 'teams', '--url', url, '--app-id', appId, '--out', out], {});

  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const manifest = teamsManifest({ appId, url, version: productVersion(), pages: placeholderPages });
  expect(readFileSync(out).equals(teamsPackage(manifest))).toBe(true);
  rmSync(folder, { recursive: true });
});
