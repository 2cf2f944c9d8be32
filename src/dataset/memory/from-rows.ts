import { text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type InsertColumn,
  type Opened,
  type Reader,
} from '../dataset.ts';
import { identifier } from '../sql/quote.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { hintedType } from '../typing/hinted-type.ts';
import { jsonText } from './row-json.ts';
import { mergeShapes, nullShape, sqlType, type ValueShape, valueShape } from './row-shape.ts';
import { UnsupportedValue } from './unsupported-value.ts';

/** Options of {@link fromRows}. */
export interface RowsOptions {
  /** The name of the dataset in outcomes; `'rows in memory'` unless given. */
  readonly label?: string;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads rows from memory, one object for each row. The columns are the keys of all rows, in the order in which they
 * first appear.
 *
 * A column is BIGINT if all its numbers are whole (HUGEINT for bigints beyond 64 bits), and DOUBLE if one is a
 * fraction, NaN or infinite. Dates are TIMESTAMP, bytes BLOB, arrays and Sets LIST, Maps MAP, and objects of one shape STRUCT. A
 * column with values of several types is JSON. `null`, `undefined` and an absent key are NULL; NaN stays NaN. Values
 * that are not data (functions, symbols, Invalid Date, half a surrogate pair, a Map with a key
 * that is NULL) are an error that names row and column.
 *
 * @example
 * fromRows([{ id: 1, name: 'Ada' }, { id: 2, name: null }], { label: 'people' })
 */
export function fromRows(rows: Iterable<object>, options: RowsOptions = {}): Dataset {
  if (typeof rows !== 'object' || rows === null || !(Symbol.iterator in rows))
    throw invalid('fromRows() takes an array of objects, or another iterable of them.');
  const { label = 'rows in memory' } = checkOptions('fromRows', options, { label: text });
  const held = (Array.isArray(rows) ? rows : [...rows]) as readonly Row[];
  return Object.freeze({
    kind: 'rows',
    engine: 'duckdb',
    label,
    watch: [],
    access: async () => ({ directories: [], extensions: [], setup: [] }),
    open: (reader: Reader, hints: readonly ColumnHint[]) => openRows(reader, held, hints, label),
  } satisfies Dataset);
}

async function openRows(
  reader: Reader,
  rows: readonly Row[],
  hints: readonly ColumnHint[],
  label: string,
): Promise<Opened> {
  const shapes = rows.length === 0 ? ofNoRows(hints) : shapesOf(rows);
  if (shapes.size === 0)
    throw invalid(`${label} has no columns: no row has a key, and no schema names them.`);
  checkColumnNames(label, [...shapes.keys()]);
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const columns = [...shapes].map(([name, shape]) => ({
    name,
    type: typed(name, shape) ?? hintedType(families.get(name)),
  }));
  const relation = reader.freshName();
  await reader.insert(relation, columns, cells(rows, columns));
  return {
    relation: identifier(relation),
    problems: [],
    problemCount: 0,
    notes: notesOf(shapes),
  };
}

const ofNoRows = (hints: readonly ColumnHint[]) =>
  new Map<string, ValueShape>(hints.map(({ name }) => [name, nullShape]));

/** Returns the shapes of all columns, in the order in which they first appear. */
function shapesOf(rows: readonly Row[]): ReadonlyMap<string, ValueShape> {
  const shapes = new Map<string, ValueShape>();
  for (const [at, row] of rows.entries()) {
    checkRow(row, at);
    for (const name of Object.keys(row)) {
      const before = shapes.get(name) ?? nullShape;
      const shape = mergeShapes(
        before,
        refusing(at, name, () => valueShape(row[name])),
      );
      if (shape !== before || !shapes.has(name)) shapes.set(name, shape);
    }
  }
  return shapes;
}

function checkRow(row: unknown, at: number) {
  const isRecord = typeof row === 'object' && row !== null && !(Symbol.iterator in row);
  if (isRecord && !(row instanceof Date)) return;
  const found = typeof row === 'object' ? (row?.constructor.name ?? 'null') : typeof row;
  throw invalid(
    `Row ${at + 1} of fromRows() is no object (${found}): a row has a key for each column.`,
  );
}

const typed = (name: string, shape: ValueShape) => refusing(null, name, () => sqlType(shape));

/** Yields the rows with their values in the order of the columns. */
function* cells(rows: readonly Row[], columns: readonly InsertColumn[]) {
  for (const [at, row] of rows.entries()) {
    yield columns.map(({ name, type }) => {
      // A column called `constructor` is not what every object inherits.
      const value = Object.hasOwn(row, name) ? row[name] : null;
      if (type !== 'JSON' || value === null || value === undefined) return value;
      return refusing(at, name, () => jsonText(value));
    });
  }
}

function refusing<Result>(at: number | null, name: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UnsupportedValue)) throw error;
    const where = at === null ? 'A row' : `Row ${at + 1}`;
    throw invalid(`${where} of fromRows(), column '${name}', ${error.message}.`);
  }
}

function notesOf(shapes: ReadonlyMap<string, ValueShape>): readonly string[] {
  return [...shapes]
    .filter(([, { kind }]) => kind === 'mixed')
    .map(([name]) => `Column "${name}" holds values of several types and is kept as JSON.`);
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
