import type { Dialect, EngineValue } from '../../engine/engine.ts';
import { exactNumber, isDecimal } from '../../value/numeric.ts';

/** Prints a value of an engine as SQL of DuckDB that gives it again once it is cast to the type of its column. */
export const sqlLiteral = (value: EngineValue, type: string, dialect: Dialect): string =>
  bare(value, dialect, type.startsWith('MAP'));

function bare(value: EngineValue, dialect: Dialect, isMap = false): string {
  const inner = (one: EngineValue) => bare(one, dialect);
  if (value === null) return 'null';
  if (typeof value === 'number') return double(value);
  if (typeof value !== 'object' || value instanceof Date) return dialect.literal(value);
  if (value instanceof Uint8Array) return `unhex('${Buffer.from(value).toString('hex')}')`;
  if (isDecimal(value)) return exactNumber(value);
  if (Array.isArray(value)) {
    const items = value as readonly EngineValue[];
    if (!isMap) return `[${items.map(inner).join(', ')}]`;
    const pairs = items as readonly (readonly EngineValue[])[];
    const side = (at: number) => `[${pairs.map((pair) => inner(pair[at] ?? null)).join(', ')}]`;
    return `map(${side(0)}, ${side(1)})`;
  }
  const fields = Object.entries(value).map(
    ([name, one]) => `${dialect.literal(name)}: ${inner(one)}`,
  );
  return `{${fields.join(', ')}}`;
}

/** With an exponent it is read as a double; without, as a decimal, which may not fit beside another. */
function double(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  if (!Number.isFinite(value) || value === 0)
    return `cast('${Object.is(value, -0) ? '-0' : value}' as double)`;
  const text = String(value);
  return text.includes('e') ? text : `${text}e0`;
}
