import type { EngineValue } from '../engine/engine.ts';
import { isDecimal, isNumeric, type Numeric, toDecimal } from '../value/numeric.ts';

/**
 * Returns the identity of a segment, which is the same in every dataset. Equal numbers are the same in whatever type they are
 * stored; NULL and NaN are values.
 */
export const segmentIdentity = (segment: readonly EngineValue[]): string =>
  JSON.stringify(segment.map(identified));

function identified(value: EngineValue): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (isNumeric(value)) return { number: numberText(value) };
  if (value instanceof Date) return { instant: value.getTime() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { list: value.map(identified) };
  return { object: Object.entries(value).map(([name, part]) => [name, identified(part)]) };
}

function numberText(value: Numeric): string {
  if (!isDecimal(value) && !Number.isFinite(Number(value))) return String(value);
  const { digits, scale } = toDecimal(value);
  if (digits === 0n) return '0';
  const zeros = /0*$/.exec(String(digits))?.[0].length ?? 0;
  const extra = BigInt(zeros);
  return `${digits / 10n ** extra}e${zeros - scale}`;
}
