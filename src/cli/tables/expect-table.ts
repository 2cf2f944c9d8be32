import type { ListedTable } from '../../dataset/sql/listed-tables.ts';
import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { maskedMessage } from '../masked-message.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { databaseWithoutTable } from '../reading/source.ts';
import { UsageError } from '../usage.ts';
import { listTables } from './list-tables.ts';
import { shellWord } from './shell-word.ts';

/**
 * Checks that the flags name a table if the file is a database.
 *
 * @throws {UsageError} with the list of the tables if they don't.
 */
export async function expectTable(
  command: string,
  path: string,
  flags: ReadingFlags,
): Promise<void> {
  const source = databaseWithoutTable(path, flags);
  if (source === null) return;
  const tables = await listTables(source, path);
  throw new UsageError(await maskedMessage(tablesText(command, path, tables)));
}

/** The most tables that are listed. */
const mostListed = 50;

/** Returns the text that lists the tables of a database, with the command for the first of them. */
function tablesText(command: string, path: string, tables: readonly ListedTable[]): string {
  if (tables.length === 0) return noTables(path);
  const shown = tables.slice(0, mostListed);
  const names = shown.map(({ name }) => printArgument(name));
  const longest = Math.max(...names.map((name) => name.length));
  const lines = shown.map(({ isView, rows }, at) =>
    `  ${names[at]?.padEnd(longest)}${isView ? '  view' : rows === null ? '' : `  ${counted(rows, 'row')}`}`.trimEnd(),
  );
  const left = tables.length - shown.length;
  const file = shellWord(path) ?? 'FILE';
  const table = tables.map(({ name }) => shellWord(name)).find((word) => word !== null) ?? 'NAME';
  return [
    `'${path}' is a database of ${counted(tables.length, 'table or view', 'tables and views')}: name one with --table.`,
    ...lines,
    ...(left > 0 ? [`  and ${left} more`] : []),
    `For example: npx assay ${command} ${file} --table ${table}`,
    ...(command === 'infer' ? [`A contract for each of them: npx assay init ${file}`] : []),
  ].join('\n');
}

/** Returns the sentence on a database without tables. */
export const noTables = (path: string): string =>
  `'${path}' is a database without tables: there is nothing to look at.`;
