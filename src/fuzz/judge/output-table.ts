import type { ColumnHint } from '../../dataset/dataset.ts';
import {
  mergeShapes,
  nullShape,
  type ValueShape,
  valueShape,
} from '../../dataset/memory/row-shape.ts';
import { UnsupportedValue } from '../../dataset/memory/unsupported-value.ts';
import type { ColumnDescription, EngineRow, EngineValue } from '../../engine/engine.ts';
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
  const { rows: given } = output;
  const rows: Record<string, EngineValue>[] = given.map(checkedRow);
  const named = columnsOf(output);
  if (named.length === 0 && rows.length > 0) throw new NoTable('no row has a key');
  const columns = named.map((column) => {
    const { name, family } = column;
    const shape = family === null ? shapeOf(name, given) : null;
    for (const [at, row] of rows.entries()) {
      const value = ownValue(given[at], name);
      const held = shape === null ? value : within(at, name, () => engineForm(value, shape));
      setValue(row, name, held as EngineValue);
    }
    return shape === null
      ? columnOfFamily(column, family ?? 'other', rows)
      : within(null, name, () => columnOfShape(name, shape, hints));
  });
  return { columns, rows };
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

function checkedRow(row: unknown, at: number): Record<string, EngineValue> {
  const isRecord = typeof row === 'object' && row !== null && !(Symbol.iterator in row);
  if (isRecord && !(row instanceof Date)) return {};
  const found = typeof row === 'object' ? (row?.constructor.name ?? 'null') : typeof row;
  throw new NoTable(`row ${at + 1} is no object but ${found}`);
}

function shapeOf(name: string, rows: StepOutput['rows']): ValueShape {
  let shape: ValueShape = nullShape;
  for (const [at, row] of rows.entries()) {
    const value = ownValue(row, name);
    if (value !== null)
      shape = mergeShapes(
        shape,
        within(at, name, () => valueShape(value)),
      );
  }
  return shape;
}

/** A column called `constructor` is not what every object inherits. */
const ownValue = (row: object | undefined, name: string): unknown =>
  row !== undefined && Object.hasOwn(row, name)
    ? ((row as Record<string, unknown>)[name] ?? null)
    : null;

function setValue(row: Record<string, EngineValue>, name: string, value: EngineValue): void {
  if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
  else row[name] = value;
}

function within<Result>(at: number | null, name: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UnsupportedValue)) throw error;
    const row = at === null ? 'a row' : `row ${at + 1}`;
    throw new NoTable(`${row}, column '${name}', ${error.message}`);
  }
}
