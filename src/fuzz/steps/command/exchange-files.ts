import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { openFiles, type ScriptFiles } from '../../../engine/duckdb/script/open-files.ts';
import type { Row } from '../../../generate/row-domain.ts';
import { linesOf } from '../../../system/lines.ts';
import { messageOf } from '../../../value/thrown.ts';
import { StepError } from '../../fuzz-error.ts';
import type { StepColumn, StepOutput, StepTable } from '../../step.ts';
import { rowsOutput } from '../rows-output.ts';
import { scriptTable } from '../script-table.ts';
import { stepRow } from '../step-value.ts';
import { cellOf, parseWire, wireTable, wireText } from './wire-cells.ts';

/** The formats of files between a step and its command. */
export const fileFormats = ['csv', 'ndjson', 'parquet'] as const;

/** A format of {@link fileFormats}. */
export type FileFormat = (typeof fileFormats)[number];

/** Writes and reads files of one format. */
export interface FileExchange {
  readonly write: (table: StepTable, path: string) => Promise<void>;
  /**
   * Reads the file of an answer to some tables.
   *
   * @throws {StepError} `STEP_FAILED` if there is none, or it can't be read.
   */
  readonly read: (path: string, tables: readonly StepTable[]) => Promise<StepOutput>;
  readonly close: () => Promise<void>;
}

/** Opens the exchange of files in a folder. */
export async function openExchange(format: FileFormat, folder: string): Promise<FileExchange> {
  if (format === 'ndjson') return lines;
  const files = await openFiles(folder);
  return {
    write: (table, path) => files.write(scriptTable(table), path, format),
    read: (path, tables) => readable(path, () => readTyped(files, path, format, tables)),
    close: files.close,
  };
}

const lines: FileExchange = {
  write: async (table, path) => writeFileSync(path, linesText(table)),
  read: (path, tables) => readable(path, async () => readLines(path, tables)),
  close: async () => undefined,
};

async function readable(path: string, read: () => Promise<StepOutput>): Promise<StepOutput> {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined || size === 0) {
    const what = size === undefined ? 'wrote no output file' : 'wrote an empty output file';
    throw new StepError('STEP_FAILED', `The step ${what}.`);
  }
  try {
    return await read();
  } catch (error) {
    if (error instanceof StepError) throw error;
    const [words = ''] = linesOf(messageOf(error));
    throw new StepError(
      'STEP_FAILED',
      `The step's output file can't be read: ${words.replace(/\.$/, '')}.`,
    );
  }
}

async function readTyped(
  files: ScriptFiles,
  path: string,
  format: 'csv' | 'parquet',
  tables: readonly StepTable[],
): Promise<StepOutput> {
  const texts = tables.flatMap(({ columns }) => columns).filter(({ family }) => family === 'text');
  const { columns, rows } = await files.read(path, format, new Set(texts.map(({ name }) => name)));
  const read = rows.map((row) => stepRow(row, columns));
  if (format === 'parquet') return { columns, rows: read };
  return {
    columns: columns.map((column) => {
      if (!hasValue(column, read)) return untyped(column);
      return column.family === 'text' ? { ...column, isUntyped: true } : column;
    }),
    rows: read,
  };
}

const hasValue = ({ name }: StepColumn, rows: readonly Row[]) =>
  rows.some((row) => row[name] !== null);

/** A CSV file says nothing of the type of a column without values, which its reader takes for text. */
const untyped = ({ name }: StepColumn): StepColumn => ({ name, family: null });

function linesText(table: StepTable): string {
  const { columns, rows } = wireTable(table);
  const texts = rows.map((row) => {
    const entries = columns.map(([name], at) => `${JSON.stringify(name)}:${wireText(row[at])}`);
    return `{${entries.join(',')}}\n`;
  });
  return texts.join('');
}

/** Columns that held instants in the input hold them in the output, where all their texts are instants. */
function readLines(path: string, tables: readonly StepTable[]): StepOutput {
  const kinds = new Map(
    tables.flatMap(({ columns }) => columns.map(({ name, family }) => [name, family] as const)),
  );
  const rows = linesOf(readFileSync(path, 'utf8'))
    .filter((line) => line.trim() !== '')
    .map((line) => parseWire(line));
  const { columns, rows: read } = rowsOutput(rows);
  const typed = read.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, cellOf(value, kinds.get(name) ?? null)]),
    ),
  );
  return { columns, rows: typed };
}
