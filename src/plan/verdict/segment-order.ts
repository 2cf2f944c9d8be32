import type { EngineValue } from '../../engine/engine.ts';
import { compareNumeric, isNumeric, type Numeric } from '../../value/numeric.ts';
import type { SegmentValue } from '../measure-request.ts';

/**
 * Compares segments for the order in which they are shown: first those without a value, then NaN, then the smallest,
 * since those are looked for. Equal ones are ordered by their key, because the engine's order depends on its threads.
 */
export function compareSegments(one: SegmentValue, other: SegmentValue): number {
  const measured = byNumber(one.value, other.value);
  if (measured !== 0) return measured;
  for (const [at, part] of one.segment.entries()) {
    const sign = bySegment(part, other.segment[at] ?? null);
    if (sign !== 0) return sign;
  }
  return byNumber(one.of, other.of);
}

function byNumber(one: Numeric | null, other: Numeric | null): number {
  const [rank, against] = [rankOf(one), rankOf(other)];
  if (rank < 2 || against < 2) return rank - against;
  return compareNumeric(one as Numeric, other as Numeric);
}

const rankOf = (value: Numeric | null) => (value === null ? 0 : Number.isNaN(value) ? 1 : 2);

/**
 * Compares the keys of segments: NULL, numbers, times, then everything else as text, by code unit and independent of
 * locale.
 */
function bySegment(one: EngineValue, other: EngineValue): number {
  const kinds = kindOf(one) - kindOf(other);
  if (kinds !== 0 || one === null || other === null) return kinds;
  if (isNumeric(one) && isNumeric(other)) return byNumber(one, other);
  if (one instanceof Date && other instanceof Date) return one.getTime() - other.getTime();
  const [text, against] = [written(one), written(other)];
  return text < against ? -1 : text > against ? 1 : 0;
}

function kindOf(value: EngineValue): number {
  if (value === null) return 0;
  if (isNumeric(value)) return 1;
  return value instanceof Date ? 2 : 3;
}

const written = (value: EngineValue): string =>
  typeof value === 'string' ? value : JSON.stringify(value, exactly);

const exactly = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
