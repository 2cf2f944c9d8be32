import type { ArrowTable } from '../../dataset/memory/arrow.ts';
import {
  type ArrowField,
  type ArrowType,
  type ArrowVector,
  arrowStorage,
} from '../../dataset/memory/arrow-types.ts';
import type { EngineValue } from '../../engine/engine.ts';
import type { Family } from '../../metric/expression.ts';
import { StepError } from '../fuzz-error.ts';
import type { StepOutput } from '../step.ts';
import { stepRow } from './step-value.ts';

/** True for an apache-arrow Table, of any copy of that package. */
export const isArrowTable = (given: unknown): given is ArrowTable =>
  typeof given === 'object' &&
  given !== null &&
  'numRows' in given &&
  typeof given.numRows === 'number' &&
  'getChildAt' in given &&
  typeof given.getChildAt === 'function' &&
  'schema' in given;

/**
 * Returns the rows of an apache-arrow Table: dates and timestamps as `Date`, integers and decimals as numbers where
 * these are exact.
 *
 * @throws {StepError} `STEP_INVALID` for a column of a type that is not supported.
 */
export function arrowOutput(table: ArrowTable): StepOutput {
  const fields = table.schema.fields as readonly ArrowField[];
  const columns = fields.map(({ name, type }) => ({ name, family: familyOf(type) }));
  const getters = fields.map(({ name, type }, index) => {
    const vector = table.getChildAt(index) as ArrowVector | null;
    const storage = arrowStorage(type);
    if (vector === null || storage === null)
      throw new StepError(
        'STEP_INVALID',
        `The step returned a Table whose column '${name}' is of the Arrow type ${String(type)}, which can't be read: cast it first.`,
      );
    const read = storage.read(vector);
    const convert = conversionOf(type);
    return (at: number) => {
      const value = read(at);
      return value === null || value === undefined ? null : convert(value);
    };
  });
  const rows = Array.from({ length: table.numRows }, (_, at) => {
    const values = fields.map(({ name }, index) => [name, getters[index]?.(at)]);
    return stepRow(Object.fromEntries(values), columns);
  });
  return { columns, rows };
}

/** By Arrow's type ids. */
const families: Readonly<Record<number, Family>> = {
  2: 'integer',
  3: 'float',
  4: 'binary',
  5: 'text',
  6: 'boolean',
  7: 'decimal',
  9: 'text',
  10: 'timestamp',
  12: 'list',
  13: 'struct',
  15: 'binary',
  16: 'list',
  19: 'binary',
  20: 'text',
};

function familyOf({ typeId, unit, dictionary }: ArrowType): Family | null {
  if (dictionary !== undefined) return familyOf(dictionary);
  if (typeId === 8) return unit === 0 ? 'date' : 'timestamp';
  return families[typeId] ?? null;
}

/** Ticks in a millisecond of each unit: second, millisecond, microsecond, nanosecond. */
const perMillisecond = [0.001, 1, 1000, 1_000_000];

function conversionOf({ typeId, unit = 0 }: ArrowType): (value: unknown) => EngineValue {
  const ticks = perMillisecond[unit] ?? 1;
  if (typeId === 8) return (value) => new Date(Number(value) * (unit === 0 ? 86_400_000 : 1));
  if (typeId === 9) return (value) => timeText(Number(value) / ticks);
  if (typeId === 10) return (value) => new Date(Math.floor(Number(value) / ticks));
  return (value) => value as EngineValue;
}

const timeText = (milliseconds: number) =>
  new Date(Math.floor(milliseconds))
    .toISOString()
    .slice(11, -1)
    .replace(/\.000$/, '');
