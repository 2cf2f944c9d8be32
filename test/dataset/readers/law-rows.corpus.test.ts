import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { z } from '../../../src/index.ts';
import * as tables from '../conformance/law-rows.ts';
import { sources } from '../conformance/sources.ts';
import { folder } from '../folder.ts';
import { slowWay } from '../slow/slow-way.ts';
import { openBoth } from './opened-both.ts';

// The tables by which the laws of sources are held, and the files with records that can't be read, both ways.

afterAll(closeEngines);

const textSources = ['csv', 'json', 'sqlite'] as const;

const hints = columnHints(
  z.object({ id: z.int(), n: z.number().nullable(), s: z.string().nullable() }),
);

const cases = textSources.flatMap((source) => [
  ...Object.entries(tables).map(([what, table]) => ({ source, what, table })),
  { source, what: 'unreadable', table: null },
]);

test.for(cases)('$source reads $what in both ways alike', async ({ source, table }) => {
  const { file, dataset } = sources[source];
  if (file === null) throw new Error('It has a file.');
  const root = folder();
  const path = join(root, file.name);
  if (table === null) file.unreadable?.(path);
  else {
    const isWritten = await Promise.resolve()
      .then(() => file.write(path, table))
      .then(
        () => true,
        () => false,
      );
    // SQLite has no table with two names that it takes for one.
    if (!isWritten) return expect([source, table]).toEqual(['sqlite', tables.alikeNames]);
  }
  const fast = dataset(file.name, table ?? tables.plain);
  const slow = slowWay(fast);
  if (slow === null) throw new Error('It has a slow way.');
  for (const known of [hints, []])
    expect((await openBoth({ fast, slow, hints: known }, root)).differences).toEqual([]);
});
