import { text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from '../dataset.ts';
import { identifier } from '../sql/quote.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { hintedType } from '../typing/hinted-type.ts';
import {
  type ArrowField,
  type ArrowStorage,
  type ArrowVector,
  arrowStorage,
} from './arrow-types.ts';

/** An apache-arrow Table, of any copy of that package. */
export interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly object[] };
  getChildAt(index: number): object | null;
}

/** Options of {@link arrow}. */
export interface ArrowOptions {
  /** The name of the dataset in outcomes; `'arrow table'` unless given. */
  readonly label?: string;
}

/**
 * Reads the rows of an apache-arrow Table. Integers, floats, decimals, text (with or without a dictionary), booleans,
 * dates, times, timestamps, bytes, lists and structs keep their types and exact values; a column of another type is an
 * error that names it. NULL stays NULL and NaN stays NaN. Date64 and timestamps become TIMESTAMP, in UTC; timestamps
 * with a zone become TIMESTAMPTZ.
 *
 * @example
 * arrow(tableFromIPC(await readFile('flights.arrow')), { label: 'flights' })
 */
export function arrow(table: ArrowTable, options: ArrowOptions = {}): Dataset {
  if (!isTable(table))
    throw invalid(
      'arrow() takes a Table of apache-arrow, such as tableFromIPC(bytes); for plain objects there is fromRows().',
    );
  const { label = 'arrow table' } = checkOptions('arrow', options, { label: text });
  return Object.freeze({
    kind: 'arrow',
    engine: 'duckdb',
    label,
    watch: [],
    access: async () => ({ directories: [], extensions: [], setup: [] }),
    open: (reader: Reader, hints: readonly ColumnHint[]) => openArrow(reader, table, hints, label),
  } satisfies Dataset);
}

const isTable = (given: unknown): given is ArrowTable =>
  typeof given === 'object' &&
  given !== null &&
  'numRows' in given &&
  typeof given.numRows === 'number' &&
  'getChildAt' in given &&
  typeof given.getChildAt === 'function' &&
  'schema' in given &&
  Array.isArray((given.schema as { readonly fields?: unknown } | null)?.fields);

interface Column {
  readonly name: string;
  readonly type: string;
  readonly kept: ArrowStorage;
  readonly get: (index: number) => unknown;
}

async function openArrow(
  reader: Reader,
  table: ArrowTable,
  hints: readonly ColumnHint[],
  label: string,
): Promise<Opened> {
  const columns = columnsOf(table, hints, label);
  const held = reader.freshName();
  await reader.insert(
    held,
    columns.map(({ name, type }) => ({ name, type })),
    cells(table.numRows, columns),
  );
  const relation = await cast(reader, identifier(held), columns);
  return { relation, problems: [], problemCount: 0, notes: [] };
}

function columnsOf(
  table: ArrowTable,
  hints: readonly ColumnHint[],
  label: string,
): readonly Column[] {
  const fields = table.schema.fields as readonly ArrowField[];
  if (fields.length === 0) throw invalid(`${label} has no columns.`);
  checkColumnNames(
    label,
    fields.map(({ name }) => name),
  );
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  return fields.map(({ name, type }, index) => {
    const kept = arrowStorage(type);
    const vector = table.getChildAt(index) as ArrowVector | null;
    if (kept === null || vector === null)
      throw invalid(
        `${label}: column '${name}' is of the Arrow type ${String(type)}, which arrow() can't keep: leave the column out, or cast it first.`,
      );
    return {
      name,
      kept,
      type: kept.type ?? hintedType(families.get(name)),
      get: kept.read(vector),
    };
  });
}

function* cells(rows: number, columns: readonly Column[]) {
  for (let at = 0; at < rows; at++) yield columns.map(({ get }) => get(at));
}

/** Returns the table itself, or a view of it with the casts that its columns need. */
async function cast(reader: Reader, held: string, columns: readonly Column[]): Promise<string> {
  if (columns.every(({ kept }) => !kept.cast)) return held;
  const relation = identifier(reader.freshName());
  const items = columns.map(({ name, kept }) => {
    const column = identifier(name);
    return kept.cast ? `${kept.cast(column)} as ${column}` : column;
  });
  await reader.query(`create temp table ${relation} as select ${items.join(', ')} from ${held}`);
  await reader.query(`drop table ${held}`);
  return relation;
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
