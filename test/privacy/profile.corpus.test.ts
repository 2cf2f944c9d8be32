import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderProfile } from '../../reporters/html/profile/profile-page.ts';
import { printProfile } from '../../src/cli/profile/print-profile.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { openDataset } from '../../src/engine/engines.ts';
import { csv, json, parquet } from '../../src/index.ts';
import { profileDocument } from '../../src/profile/summary/profile-document.ts';
import { plantFiles } from './files.ts';
import { leakFinder } from './leaks.ts';
import { rows } from './tokens.ts';

/** Without a contract, what is personal shows in its name or in how it is written: the names of people in a column `name` do not. */
const shown = ['email', 'card', 'ssn', 'phone', 'iban', 'ip', 'address', 'born'] as const;
const leaks = leakFinder(rows.flatMap((row) => shown.map((kind) => row[kind])));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'profiled-')));

beforeAll(() => plantFiles(folder));
afterAll(async () => {
  await closeEngines();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['CSV', csv('planted.csv')],
  ['CSV with values in other columns', csv('misplaced.csv')],
  ['CSV with ragged records', csv('ragged.csv')],
  ['JSON', json('planted.json')],
  ['Parquet', parquet('planted.parquet')],
])('no planted value is in a profile of %s', async (_, dataset) => {
  const session = await openDataset(dataset, [], { root: folder, now: new Date(0) });
  try {
    const profile = await profileDocument(session, dataset.label);
    const terminal = printProfile(profile, new Chalk({ level: 0 }));
    for (const text of [JSON.stringify(profile), terminal, renderProfile(profile)])
      expect(leaks(text)).toEqual([]);
    expect(profile.rows).toBeGreaterThan(0);
  } finally {
    await session.close();
  }
});
