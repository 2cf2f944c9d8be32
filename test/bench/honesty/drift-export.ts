import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Case } from '../../never-green/case.ts';
import { reference } from '../../never-green/classes/reference.ts';
import { fileName, sqliteTable, writeFiles } from '../../never-green/files.ts';
import { tableOf } from '../../never-green/line.ts';
import { declaredColumns } from '../../never-green/table.ts';
import { tablesIn, wantedFiles } from '../../never-green/wanted.ts';
import { lineOf } from './judged.ts';

/**
 * One case for each line of the class `reference`, over the first source that the line has (Parquet, then CSV, JSON,
 * SQLite, rows): Evidently compares frames and reads no source itself.
 */
export const driftCases: readonly Case[] = [
  ...Map.groupBy(reference, lineOf)
    .values()
    .flatMap(([first]) => (first ? [first] : [])),
];

/** Writes those cases for with_evidently.py: `cases.json` and the files of both sides. */
export async function exportDrift(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const now = new Date();
  await writeFiles(folder, wantedFiles(driftCases), now);
  const names = [...new Set(driftCases.flatMap(tablesIn))];
  const tables = Object.fromEntries(
    names.map((data) => [data, { ...tableOf(data), declared: declaredColumns(tableOf(data)) }]),
  );
  const cases = driftCases.map((one) => ({
    ...one,
    file: fileOf(one, one.data),
    referenceFile: fileOf(one, tablesIn(one)[1]),
  }));
  writeFileSync(
    join(folder, 'cases.json'),
    JSON.stringify({ now: now.toISOString(), sqliteTable, tables, cases }),
  );
}

const fileOf = ({ source }: Case, data: string | undefined): string | null =>
  source === 'rows' || data === undefined ? null : fileName(data, source);
