/**
 * Writes the corpus for tools that read no TypeScript: `cases.json` and the files of its tables.
 *
 *     node --conditions=assay-source test/never-green/export.ts FOLDER
 *
 * Ages in the data are taken from the clock, so that "now" is now for every tool.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Case } from './case.ts';
import { corpus } from './corpus.ts';
import { fileName, sqliteTable, writeFiles } from './files.ts';
import { tableOf } from './line.ts';
import { declaredColumns } from './table.ts';
import { tablesIn, wantedFiles } from './wanted.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say where to: export.ts FOLDER');

const now = new Date();
mkdirSync(folder, { recursive: true });
await writeFiles(folder, wantedFiles(corpus), now);
writeFileSync(
  join(folder, 'cases.json'),
  JSON.stringify(
    {
      now: now.toISOString(),
      sqliteTable,
      tables: Object.fromEntries(
        [...new Set(corpus.flatMap(tablesIn))].map((data) => [
          data,
          { ...tableOf(data), declared: declaredColumns(tableOf(data)) },
        ]),
      ),
      cases: corpus.map((one) => ({ ...one, file: fileOf(one) })),
    },
    null,
    1,
  ),
);

/** The file that a case is about, in the folder; null for rows, which are in `tables`. */
function fileOf({ data, source }: Case): string | null {
  return source === 'rows' ? null : fileName(data, source);
}
