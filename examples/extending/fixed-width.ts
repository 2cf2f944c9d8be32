import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  checkColumnNames,
  type Dataset,
  DatasetError,
  fileState,
  identifier,
  type Opened,
  type Reader,
  type ReadProblem,
} from 'assay/source';

/** A column of the file: its name, its width in characters, and what its values are. */
export interface Field {
  readonly name: string;
  readonly width: number;
  readonly type: 'text' | 'integer' | 'number';
}

/**
 * Reads a file of fixed-width fields, one record a line. A blank field is NULL. A record is a problem, reported with its
 * line, if it has another width, or a value that is not of its column's type.
 */
export function fixedWidth(path: string, fields: readonly Field[]): Dataset {
  const names = fields.map(({ name }) => name);
  checkColumnNames(`fixedWidth('${path}')`, names);
  return Object.freeze({
    kind: 'fixedWidth',
    engine: 'duckdb',
    label: path,
    watch: [path],
    // Contracts that follow each other share the rows for as long as both stay as they are.
    sharing: {
      key: JSON.stringify(['fixedWidth', path, fields]),
      fingerprint: async (root) => (await fileState(resolve(root, path))).text,
    },
    // The file is read here, so the engine needs no access to it.
    access: async (root) => {
      await find(path, root);
      return { directories: [], extensions: [], setup: [] };
    },
    open: async (reader, _hints, root) => load(reader, await find(path, root), path, fields),
  } satisfies Dataset);
}

async function find(path: string, root: string): Promise<string> {
  const at = resolve(root, path);
  const state = await fileState(at).catch(() => null);
  if (state === null)
    throw new DatasetError('DATASET_NOT_FOUND', `${path} does not exist: there is no file ${at}.`);
  // A file without a byte may be one that was never written: it is no dataset of no rows.
  if (state.size === 0)
    throw new DatasetError('DATASET_UNREADABLE', `${path} is empty (0 bytes): was it cut short?`);
  return at;
}

async function load(
  reader: Reader,
  at: string,
  path: string,
  fields: readonly Field[],
): Promise<Opened> {
  const lines = (await textOf(at, path)).replace(/\r?\n$/, '').split(/\r?\n/);
  const rows: (readonly Value[])[] = [];
  const problems: ReadProblem[] = [];
  for (const [index, line] of lines.entries()) {
    const { row, problem } = readRecord(line, fields);
    if (problem === undefined) rows.push(row);
    else problems.push({ file: path, line: index + 1, ...problem });
  }
  const relation = reader.freshName();
  const columns = fields.map(({ name, type }) => ({ name, type: sqlTypes[type] }));
  await reader.insert(relation, columns, rows);
  return {
    relation: identifier(relation),
    problems: problems.slice(0, 20),
    problemCount: problems.length,
    notes: [],
  };
}

/** Decodes the whole file. Bytes that are no UTF-8 must not become other characters. */
async function textOf(at: string, path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(at));
  } catch {
    throw new DatasetError('DATASET_UNREADABLE', `${path} can't be read as UTF-8 text.`);
  }
}

type Value = string | bigint | number | null;

/** A row, or the reason why there is none: never a value of the record. */
interface ReadRecord {
  readonly row: readonly Value[];
  readonly problem?: Pick<ReadProblem, 'column' | 'message'>;
}

function readRecord(line: string, fields: readonly Field[]): ReadRecord {
  const characters = [...line];
  const width = fields.reduce((sum, field) => sum + field.width, 0);
  if (characters.length !== width) {
    const message = `the record has ${characters.length} characters in place of ${width}`;
    return { row: [], problem: { column: null, message } };
  }
  const row: Value[] = [];
  let from = 0;
  for (const field of fields) {
    const text = characters
      .slice(from, from + field.width)
      .join('')
      .trim();
    const value = text === '' ? null : readers[field.type](text);
    if (value === undefined)
      return { row: [], problem: { column: field.name, message: `the value is no ${field.type}` } };
    row.push(value);
    from += field.width;
  }
  return { row };
}

const sqlTypes = { text: 'VARCHAR', integer: 'BIGINT', number: 'DOUBLE' } as const;

/** Reads a value of each type; undefined if the text is not one. */
const readers: Readonly<Record<Field['type'], (text: string) => Value | undefined>> = {
  text: (text) => text,
  integer: (text) => (/^-?\d{1,18}$/.test(text) ? BigInt(text) : undefined),
  number: (text) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined),
};
