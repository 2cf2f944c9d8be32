import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ListedTable } from '../../dataset/sql/listed-tables.ts';
import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { writeInferred } from '../infer/infer-command.ts';
import { fileNamesOf } from '../infer/infer-names.ts';
import { maskedMessage } from '../masked-message.ts';
import { firstScreen } from '../profile/profile-command.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { databaseWithoutTable } from '../reading/source.ts';
import { noTables } from '../tables/expect-table.ts';
import { listTables } from '../tables/list-tables.ts';
import { UsageError } from '../usage.ts';
import type { InitResult } from './add-plugin.ts';
import { loadProjects } from './load-projects.ts';

/**
 * Infers the contract of a file, or of each table of a database, and checks that a run would include it if the config has the
 * plugin.
 */
export async function firstContracts(
  file: string | undefined,
  flags: ReadingFlags,
  hasPlugin: boolean,
): Promise<InitResult> {
  if (file === undefined) {
    const said = 'Infer a first contract from a data file: npx assay infer data/FILE.parquet';
    return { said, isDone: true };
  }
  const database = databaseWithoutTable(file, flags);
  if (database === null) return ofOne(file, flags, hasPlugin);
  const tables = await listTables(database, file);
  const [first, second] = tables;
  if (first === undefined) throw new UsageError(noTables(file));
  return second === undefined
    ? ofOne(file, { ...flags, table: first.name }, hasPlugin)
    : ofTables(file, flags, tables, hasPlugin);
}

async function ofOne(file: string, flags: ReadingFlags, hasPlugin: boolean): Promise<InitResult> {
  const { said, path } = await writeInferred(file, flags);
  const why = hasPlugin && path !== null ? await whyNotRun([path]) : null;
  if (path === null) return { said, isDone: true };
  if (why === null) {
    const screen = await firstScreen(file, flags);
    return { said: screen === null ? said : `${said}\n\n${screen}`, isDone: true };
  }
  return { said: `Wrote ${path}, and no run would judge it yet: ${why}`, isDone: false };
}

/** Writes a contract for each table, and goes on where one can't be inferred. */
async function ofTables(
  file: string,
  flags: ReadingFlags,
  tables: readonly ListedTable[],
  hasPlugin: boolean,
): Promise<InitResult> {
  const written: string[] = [];
  const failed: string[] = [];
  const names = fileNamesOf(tables.map(({ name }) => name));
  for (const [at, { name }] of tables.entries()) {
    const out = join('contracts', `${names[at]}.contract.ts`);
    if (existsSync(out)) {
      failed.push(`  ${printArgument(name)}: ${out} exists, and init writes over nothing.`);
      continue;
    }
    try {
      await writeInferred(file, { ...flags, table: name, out });
      written.push(out);
    } catch (error) {
      failed.push(`  ${printArgument(name)}: ${await reasonOf(error)}`);
    }
  }
  const why = hasPlugin && written.length > 0 ? await whyNotRun(written) : null;
  const lines = [
    ...written.map((out) => `Wrote ${out}`),
    ...(failed.length > 0
      ? [`No contract was written for ${counted(failed.length, 'table')}:`, ...failed]
      : []),
    ...(why === null ? [] : [`No run would judge them yet: ${why}`]),
    ...(written.length > 0 && why === null
      ? ['Read their bounds, then run them: npx vitest run --project contracts']
      : []),
  ];
  return { said: lines.join('\n'), isDone: failed.length === 0 && why === null };
}

/** Returns the message of an error that a person can fix; throws any other. */
async function reasonOf(error: unknown): Promise<string> {
  if (error instanceof UsageError) return error.message;
  if (error instanceof Error && 'code' in error) return maskedMessage(error.message);
  throw error;
}

/** Returns the reason why a run does not include some contract files; null if it includes all of them. */
async function whyNotRun(paths: readonly string[]): Promise<string | null> {
  const { problem, globs, files } = await loadProjects();
  if (problem !== null) return `Vitest could not load the config with it: ${problem}`;
  const known = new Set(files.map((file) => resolve(file)));
  for (const path of paths) {
    if (known.has(resolve(path)) || known.has(await realpath(path))) continue;
    return `the globs of contract files are ${globs.join(', ')}. Move it to a path that matches, or add it in the config, contracts({ include: [..., '${path}'] }), then check that it runs: npx vitest run --project contracts`;
  }
  return null;
}
