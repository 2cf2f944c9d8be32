import type { ColumnHint } from '../../dataset/dataset.ts';
import {
  mergeShapes,
  nullShape,
  type ValueShape,
  valueShape,
} from '../../dataset/memory/row-shape.ts';
import { UnsupportedValue } from '../../dataset/memory/unsupported-value.ts';
import type { ColumnDescription, EngineRow, EngineValue } from '../../engine/engine.ts';
import type { Row } from '../../generate/row-domain.ts';
import type { StepColumn, StepOutput } from '../step.ts';
import { columnOfFamily, columnOfShape } from './describe-column.ts';
import { engineForm } from './engine-form.ts';

/** A step's output as an engine would return it: each row has each column, and NULL is `null`. */
export interface OutputTable {
  readonly columns: readonly ColumnDescription[];
  readonly rows: readonly EngineRow[];
}

/** Thrown for an output that is no table of data. The message is a clause about the output, without its values. */
export class NoTable extends Error {
  override readonly name = 'NoTable';
}

/**
 * Returns a step's output as rows of an engine. Columns of unknown type get that of their values, as `fromRows` decides
 * it.
 *
 * @throws {NoTable} for a row that is no object, and for a value that is no data: a function, an Invalid Date, an object
 * that contains itself.
 */
export function outputTable(output: StepOutput, hints: readonly ColumnHint[]): OutputTable {
  const given = output.rows;
  for (const [at, row] of given.entries()) checkRow(row, at);
  const named = columnsOf(output);
  if (named.length === 0 && given.length > 0) throw new NoTable('no row has a key');
  const shapes = named.map(({ name, family }) => (family === null ? shapeOf(name, given) : null));
  const rows =
    areComplete(given, named) && shapes.every(isPlain)
      ? asEngineRows(given)
      : copied(given, named, shapes);
  const columns = named.map((column, at) => {
    const shape = shapes[at] ?? null;
    const { name, family } = column;
    return shape === null
      ? columnOfFamily(column, family ?? 'other', rows)
      : supported(name, () => columnOfShape(name, shape, hints));
  });
  return { columns, rows };
}

/** The types of JavaScript that an engine has too: their values stay as they are. */
const isPlain = (shape: ValueShape | null): boolean => shape === null || !converted.has(shape.kind);

const converted: ReadonlySet<ValueShape['kind']> = new Set([
  'binary',
  'mixed',
  'list',
  'map',
  'struct',
]);

const asEngineRows = (rows: readonly Row[]) => rows as readonly EngineRow[];

const areComplete = (rows: readonly Row[], columns: readonly StepColumn[]): boolean =>
  rows.every((row) => columns.every(({ name }) => Object.hasOwn(row, name)));

/** Returns rows with all columns, in the forms of an engine. */
function copied(
  given: readonly Row[],
  columns: readonly StepColumn[],
  shapes: readonly (ValueShape | null)[],
): readonly EngineRow[] {
  const rows: Record<string, EngineValue>[] = given.map(() => ({}));
  for (const [index, { name }] of columns.entries()) {
    const shape = shapes[index] ?? null;
    for (const [at, row] of rows.entries()) {
      const value = ownValue(given[at], name);
      const held = shape === null ? value : supported(name, () => engineForm(value, shape), at);
      setValue(row, name, held as EngineValue);
    }
  }
  return rows;
}

/** The columns that the output names, and those that only its rows have. */
function columnsOf({ columns, rows }: StepOutput): readonly StepColumn[] {
  const names = new Set(columns.map(({ name }) => name));
  const others: StepColumn[] = [];
  for (const row of rows) {
    for (const name of Object.keys(row)) {
      if (names.has(name)) continue;
      names.add(name);
      others.push({ name, family: null });
    }
  }
  return [...columns, ...others];
}

function checkRow(row: unknown, at: number): void {
  const isRecord = typeof row === 'object' && row !== null && !(Symbol.iterator in row);
  if (isRecord && !(row instanceof Date)) return;
  const found = typeof row === 'object' ? (row?.constructor.name ?? 'null') : typeof row;
  throw new NoTable(`row ${at + 1} is no object but ${found}`);
}

function shapeOf(name: string, rows: readonly Row[]): ValueShape {
  let shape: ValueShape = nullShape;
  let at = 0;
  try {
    for (const row of rows) {
      const value = ownValue(row, name);
      if (value !== null) shape = mergeShapes(shape, valueShape(value));
      at += 1;
    }
  } catch (error) {
    throw asNoTable(error, name, at);
  }
  return shape;
}

/** A column called `constructor` is not what every object inherits. */
const ownValue = (row: Row | undefined, name: string): unknown =>
  row !== undefined && Object.hasOwn(row, name) ? (row[name] ?? null) : null;

function setValue(row: Record<string, EngineValue>, name: string, value: EngineValue): void {
  if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
  else row[name] = value;
}

function supported<Result>(name: string, act: () => Result, at: number | null = null): Result {
  try {
    return act();
  } catch (error) {
    throw asNoTable(error, name, at);
  }
}

function asNoTable(error: unknown, name: string, at: number | null): unknown {
  if (!(error instanceof UnsupportedValue)) return error;
  const row = at === null ? 'a row' : `row ${at + 1}`;
  return new NoTable(`${row}, column '${name}', ${error.message}`);
}
