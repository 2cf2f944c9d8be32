import type { Dialect, EngineValue } from '../../engine/engine.ts';
import { exactNumber, isDecimal } from '../../value/numeric.ts';

/** Prints a value of an engine as SQL of DuckDB that gives it again; `type` is the type of its column. */
export const sqlLiteral = (value: EngineValue, type: string, dialect: Dialect): string =>
  `cast(${bare(value, dialect, type.startsWith('MAP'))} as ${type})`;

function bare(value: EngineValue, dialect: Dialect, isMap = false): string {
  const inner = (one: EngineValue) => bare(one, dialect);
  if (value === null) return 'null';
  if (Object.is(value, -0)) return "cast('-0' as double)";
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
