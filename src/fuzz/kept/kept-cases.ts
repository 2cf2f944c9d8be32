import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../generate/row-domain.ts';
import { replaceWhole } from '../../system/replace-whole.ts';
import { FuzzError } from '../fuzz-error.ts';
import type { FuzzCase } from '../fuzz-result.ts';
import { fromJson, toJson } from './kept-value.ts';

/** The file of the counter-examples of a fuzz test: `__fuzz__/clean-orders.jsonl` beside its test file. */
export const keptPath = (folder: string, name: string): string =>
  join(
    folder,
    '__fuzz__',
    `${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'fuzz'}.jsonl`,
  );

/**
 * Reads the counter-examples that were kept, one a line; none where there is no file.
 *
 * @throws {FuzzError} `KEPT_INVALID` for a line that is none: a counter-example that is not run would go unseen.
 */
export function readKept(path: string, columns: TableColumns): readonly FuzzCase[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, at) =>
    line.trim() === '' ? [] : [caseOf(line, `${path}:${at + 1}`, columns)],
  );
}

/** The columns of each table of the input. */
type TableColumns = ReadonlyMap<string, readonly string[]>;

function caseOf(line: string, where: string, columns: TableColumns): FuzzCase {
  const tables = [...columns.keys()];
  try {
    const read = fromJson(JSON.parse(line));
    const given = (read as { readonly tables?: unknown } | null)?.tables;
    if (typeof given !== 'object' || given === null) throw new Error('it has no tables');
    const names = Object.keys(given);
    if (names.length !== tables.length || !tables.every((name) => names.includes(name)))
      throw new Error(
        `its tables are ${names.join(', ')}, and those of the input are ${tables.join(', ')}`,
      );
    if (!Object.values(given).every((rows) => Array.isArray(rows) && rows.every(isRow)))
      throw new Error('a table is no list of rows');
    for (const [name, rows] of Object.entries(given)) refuseStrangers(name, rows, columns);
    return { tables: given as Readonly<Record<string, readonly Row[]>>, made: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FuzzError(
      'KEPT_INVALID',
      `${where} is no counter-example: ${reason}. Delete the line, or the file to keep none.`,
    );
  }
}

/** A column that was renamed since would be missing from the step's input, unseen. */
function refuseStrangers(name: string, rows: readonly Row[], columns: TableColumns): void {
  const known = columns.get(name) ?? [];
  const strange = rows.flatMap(Object.keys).find((column) => !known.includes(column));
  if (strange !== undefined)
    throw new Error(`'${name}' has no column '${strange}', which its rows have`);
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds counter-examples to those of a file, each once. Returns the number that was added. */
export function keepCases(path: string, cases: readonly FuzzCase[]): number {
  const before = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const lines = cases.map(({ tables }) => JSON.stringify({ tables: toJson(tables) }));
  const added = [...new Set(lines)].filter((line) => !before.includes(line));
  if (added.length > 0) replaceWhole(path, `${[...before, ...added].join('\n')}\n`);
  return added.length;
}
