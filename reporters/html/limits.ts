import type { Bound, BoundKind } from '../../src/value/bound.ts';
import { parseDuration } from '../../src/value/quantity.ts';

/** A limit as a place on a scale. */
export interface Limit {
  readonly unit: Bound['limits'][number]['kind'];
  readonly at: number;
  readonly text: string;
}

/** A bound as places on a scale. */
export interface Limits {
  readonly kind: BoundKind;
  readonly not: boolean;
  readonly limits: readonly Limit[];
}

const kinds: Readonly<Record<string, BoundKind>> = {
  between: 'between',
  'at least': 'atLeast',
  'at most': 'atMost',
  above: 'above',
  below: 'below',
  exactly: 'equals',
};

const form = new RegExp(`^(not )?(${Object.keys(kinds).join('|')}) (.+?)(?: and (.+))?$`);

/** Read a bound back from its words, as `printBound` writes them; null for words that are no places on a scale. */
export function readLimits(expected: string): Limits | null {
  const [, not, words = '', ...texts] = form.exec(expected) ?? [];
  const kind = kinds[words];
  if (kind === undefined) return null;
  const limits = texts.filter((text) => text !== undefined).map(readLimit);
  const known = limits.filter((limit) => limit !== null);
  return known.length === limits.length ? { kind, not: not !== undefined, limits: known } : null;
}

function readLimit(text: string): Limit | null {
  const plain = text.replaceAll(',', '');
  const found = [share(plain), number(plain), duration(text), instant(text)];
  const limit = found.find((one) => one !== null && Number.isFinite(one.at));
  return limit ? { ...limit, text } : null;
}

type Place = Omit<Limit, 'text'> | null;

const share = (text: string): Place =>
  text.endsWith('%') ? { unit: 'share', at: Number(text.slice(0, -1)) } : null;

const number = (text: string): Place => ({ unit: 'number', at: Number(text) });

const duration = (text: string): Place =>
  /^\d+(?:\.\d+)?[a-z]+$/.test(text)
    ? { unit: 'duration', at: parseDuration(text).milliseconds }
    : null;

const instant = (text: string): Place =>
  /^[+-]?\d{4,6}-\d\d-\d\d/.test(text) ? { unit: 'instant', at: Date.parse(text) } : null;
