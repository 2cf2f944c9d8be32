import type { TypeTree } from './type-tree.ts';

/** True if every value of the type `from` is also a value of the type `to`, so that nothing is lost in a union. */
export function isWidening(to: TypeTree, from: TypeTree): boolean {
  if (from.kind === 'list') return to.kind === 'list' && isWidening(to.of, from.of);
  if (from.kind === 'map')
    return to.kind === 'map' && isWidening(to.key, from.key) && isWidening(to.value, from.value);
  if (from.kind === 'struct') {
    // A field that one of them lacks is NULL there, as a column is.
    return (
      to.kind === 'struct' &&
      [...from.fields].every(([name, field]) => {
        const wide = to.fields.get(name);
        return wide !== undefined && isWidening(wide, field);
      })
    );
  }
  return to.kind === 'plain' && (to.name === from.name || isWider(to.name, from.name));
}

/** The bits of the magnitude of each integer type. */
const signed = { TINYINT: 7, SMALLINT: 15, INTEGER: 31, BIGINT: 63, HUGEINT: 127 } as const;
const unsigned = { UTINYINT: 8, USMALLINT: 16, UINTEGER: 32, UBIGINT: 64 } as const;
const bits: ReadonlyMap<string, number> = new Map(Object.entries({ ...signed, ...unsigned }));

/** The bits of a whole number that each floating-point type can represent exactly. */
const mantissa: ReadonlyMap<string, number> = new Map([
  ['FLOAT', 24],
  ['DOUBLE', 53],
]);

/**
 * The types that a date or instant type may be widened to. A value out of the wider type's range is an error of the
 * engine when it is read.
 */
const instants: Readonly<Record<string, readonly string[]>> = {
  DATE: ['TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP', 'TIMESTAMP_NS'],
  TIMESTAMP_S: ['TIMESTAMP_MS', 'TIMESTAMP', 'TIMESTAMP_NS'],
  TIMESTAMP_MS: ['TIMESTAMP', 'TIMESTAMP_NS'],
  TIMESTAMP: ['TIMESTAMP_NS'],
};

function isWider(to: string, from: string): boolean {
  const size = bits.get(from);
  const decimal = decimalOf(to);
  if (size !== undefined) {
    const wide = bits.get(to);
    if (wide !== undefined) return wide >= size && (from.startsWith('U') || to in signed);
    if (decimal) return 10 ** (decimal.precision - decimal.scale) >= 2 ** size;
    return size <= (mantissa.get(to) ?? -1);
  }
  const own = decimalOf(from);
  if (own && decimal) {
    const whole = decimal.precision - decimal.scale >= own.precision - own.scale;
    return whole && decimal.scale >= own.scale;
  }
  if (from === 'FLOAT') return to === 'DOUBLE';
  return instants[from]?.includes(to) ?? false;
}

function decimalOf(type: string) {
  const [, precision, scale] = /^DECIMAL ?\( ?(\d+) ?, ?(\d+) ?\)$/.exec(type) ?? [];
  return precision === undefined ? null : { precision: Number(precision), scale: Number(scale) };
}
