import type { EngineRow, EngineValue } from '../../engine/engine.ts';
import type { Row } from '../../generate/row-domain.ts';
import type { Family } from '../../metric/expression.ts';
import { approximate, compareNumeric, type Decimal, isDecimal } from '../../value/numeric.ts';
import type { StepColumn } from '../step.ts';

/** Returns a row of the engine as a zod schema takes it. */
export function stepRow(row: EngineRow, columns: readonly StepColumn[]): Row {
  const values = columns.map(({ name, family }) => [name, stepValue(row[name] ?? null, family)]);
  return Object.fromEntries(values);
}

/**
 * Returns a value of the engine as JavaScript has it: a number where that is exact, else the bigint or the decimal; a
 * MAP as `Map`.
 */
function stepValue(value: EngineValue, family: Family | null): unknown {
  if (family === 'map' && Array.isArray(value)) return new Map(value.map(entryOf));
  return plainValue(value);
}

const entryOf = (entry: EngineValue): [unknown, unknown] => {
  const [key, value] = Array.isArray(entry) ? entry : [];
  return [plainValue(key ?? null), plainValue(value ?? null)];
};

function plainValue(value: EngineValue): unknown {
  if (typeof value === 'bigint') return safe(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  if (isDecimal(value)) return exactly(value);
  if (Array.isArray(value)) return value.map(plainValue);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainValue(one)]));
}

const safe = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

/** Returns a decimal as a number, if one holds it exactly; else as it is. */
export function exactly(value: Decimal): unknown {
  const number = approximate(value);
  return compareNumeric(number, value) === 0 ? number : value;
}
