import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/engine/engine.ts';
import { contract, z } from '../../../src/index.ts';
import {
  clearQuarantine,
  problemOf,
  QuarantineMismatch,
  type QuarantineRequest,
  quarantineFiles,
  shown,
} from '../../../src/plan/quarantine/quarantine-files.ts';
import { folder } from '../../dataset/folder.ts';
import { table } from '../../support/table.ts';

const request = (name: string, label = 'rows', at = '/data/quarantine'): QuarantineRequest => ({
  settings: { folder: at, clean: true },
  contract: contract(name, { schema: z.object({ id: z.int() }) }),
  dataset: table('select 1 as id', label),
  root: '/data',
});

describe('the files of a contract and a dataset', () => {
  test.for([
    ['orders', 'orders'],
    [' -- Orders & Größen (2026)! -- ', 'Orders-Größen-2026'],
    ['注文 / 東京', '注文-東京'],
    ['***', 'contract'],
    ['x'.repeat(70), 'x'.repeat(60)],
  ] as const)('of %s begin with %s', ([name, slug]) => {
    const { violating, clean } = quarantineFiles(request(name));
    expect(violating).toMatch(new RegExp(`^/data/quarantine/${slug}-[\\da-f]{8}\\.parquet$`));
    expect(clean).toBe(violating.replace(/parquet$/, 'clean.parquet'));
  });

  test('are the same in every run, and of no other two', () => {
    const files = (name: string, label: string) => quarantineFiles(request(name, label)).violating;
    expect(files('a b', 'rows')).toBe(files('a b', 'rows'));
    expect(files('a b', 'rows')).not.toBe(files('a-b', 'rows'));
    expect(files('a b', 'rows')).not.toBe(files('a b', 'others'));
  });

  test('go away together, and nothing else does', async () => {
    const root = folder({ 'other.parquet': '' });
    const one = request('orders', 'rows', root);
    const { violating, clean } = quarantineFiles(one);
    await clearQuarantine(one);
    for (const file of [violating, clean]) writeFileSync(file, '');
    await clearQuarantine(one);
    expect([violating, clean, join(root, 'other.parquet')].map(existsSync)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('why nothing was written', () => {
  test.for<[string, Error, string, string]>([
    [
      'rows that do not add up',
      new QuarantineMismatch('2 rows and 3'),
      'QUARANTINE_MISMATCH',
      "The quarantine in quarantine is not written: 2 rows and 3. The data changed meanwhile, or this is a defect of assay's.",
    ],
    [
      'an engine that fails',
      new EngineError('OUT_OF_MEMORY', 'it is full.'),
      'QUARANTINE_FAILED',
      'The quarantine in quarantine could not be written: it is full.',
    ],
    [
      'a disk that fails',
      Object.assign(new Error('no space left on /data'), { code: 'ENOSPC' }),
      'QUARANTINE_FAILED',
      'The quarantine in quarantine could not be written (ENOSPC): give a folder that may be written to, on a disk with room.',
    ],
  ])('is told of %s', ([, error, code, message]) => {
    expect(problemOf(error, request('orders'))).toEqual({ code, message });
  });

  test('is none where it is a defect', () => {
    for (const defect of [new TypeError('x is undefined'), { code: 'ENOSPC' }])
      expect(() => problemOf(defect, request('orders'))).toThrow(defect as Error);
    expect(new QuarantineMismatch('x').name).toBe('QuarantineMismatch');
  });
});

test('a path is told from the root where it lies below it', () => {
  expect(shown('/data/quarantine/a.parquet', { root: '/data' })).toBe('quarantine/a.parquet');
  expect(shown('/elsewhere/a.parquet', { root: '/data' })).toBe('/elsewhere/a.parquet');
  expect(shown('/a.parquet', { root: '/data' })).toBe('/a.parquet');
});
