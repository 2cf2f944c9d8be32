import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

import type { Case } from '../../never-green/case.ts';
import { fileName, writeFiles } from '../../never-green/files.ts';
import { declaredColumns } from '../../never-green/table.ts';
import { probes, probeTables } from './probes.ts';

export interface Exported {
  readonly folder: string;
  /** "Now", from which ages in the data are taken. */
  readonly now: Date;
  readonly cases: readonly Case[];
}

/** Write the corpus and the probes for the tools: `cases.json` and the files of the data. */
export async function exported(folder: string): Promise<Exported> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const program = resolve(import.meta.dirname, '../../never-green/export.ts');
  const done = spawnSync(process.execPath, ['--conditions=assay-source', program, folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status}.`);
  const path = join(folder, 'cases.json');
  const corpus = JSON.parse(readFileSync(path, 'utf8'));
  const now = new Date(corpus.now);
  await writeFiles(
    folder,
    probes.map(({ data, source }) => [data, tableOf(data), source]),
    now,
  );
  for (const [data, table] of Object.entries(probeTables)) {
    corpus.tables[data] = { ...table, declared: declaredColumns(table) };
  }
  corpus.cases.push(
    ...probes.map((one) => ({
      ...one,
      file: one.source === 'rows' ? null : fileName(one.data, one.source),
    })),
  );
  writeFileSync(path, JSON.stringify(corpus, null, 1));
  return { folder, now, cases: corpus.cases };
}

function tableOf(data: string) {
  const found = Object.entries(probeTables).find(([name]) => name === data)?.[1];
  if (!found) throw new Error(`There is no table '${data}'.`);
  return found;
}
