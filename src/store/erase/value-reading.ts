import type { Family } from '../../metric/expression.ts';
import { isDecimal } from '../../value/numeric.ts';
import { canonicalNumber } from './canonical-number.ts';
import { canonicalTime, instantText } from './canonical-time.ts';

/**
 * Returns the canonical text of a value that an engine printed, with the kind of value in front: `text:0042`,
 * `number:42`, `time:2024-01-31`. Null for a value that names no subject: NULL, NaN, a list.
 */
export function readingOfText(text: string | null, family: Family): string | null {
  if (text === null) return null;
  switch (family) {
    case 'text':
      return textReading(text);
    case 'integer':
    case 'decimal':
    case 'float':
      return prefixed('number', canonicalNumber(text));
    case 'date':
    case 'timestamp':
      return prefixed('time', canonicalTime(text));
    case 'json':
      return readingOfJson(text);
    case 'boolean':
    case 'binary':
    case 'struct':
    case 'list':
    case 'map':
    case 'other':
      return null;
  }
}

/** Returns the same text of a value as an engine hands it over. */
export function readingOfValue(value: unknown, family: Family): string | null {
  if (typeof value === 'string') return readingOfText(value, family);
  if (family === 'date' || family === 'timestamp')
    return value instanceof Date ? `time:${instantText(value)}` : null;
  if (typeof value === 'number' || typeof value === 'bigint')
    return prefixed('number', canonicalNumber(String(value)));
  if (!isDecimal(value)) return null;
  return prefixed('number', canonicalNumber(`${value.digits}e-${value.scale}`));
}

/** The kinds of columns whose values can name a subject. */
export const canNameSubjects = (family: Family): boolean =>
  ['text', 'integer', 'decimal', 'float', 'date', 'timestamp', 'json'].includes(family);

/**
 * Returns the canonical texts of a subject as it was given: by its spelling, and also as the number or the time that it
 * spells, since the columns of several snapshots may have several types.
 */
export function readingsOfSubject(text: string): readonly string[] {
  const number = canonicalNumber(text);
  const nearest = number === null ? Number.NaN : Number(text);
  const readings = [
    textReading(text),
    // Columns of UUIDs have small letters.
    textReading(uuid.test(text) ? text.toLowerCase() : text),
    prefixed('number', number),
    // Floating-point numbers of 64 and of 32 bits hold the nearest number that they have.
    prefixed('number', canonicalNumber(String(nearest))),
    prefixed('number', canonicalNumber(String(Math.fround(nearest)))),
    prefixed('time', canonicalTime(text)),
  ];
  return [...new Set(readings.filter((reading) => reading !== null))];
}

/** A column of JSON holds texts beside numbers. */
function readingOfJson(text: string): string | null {
  if (!text.startsWith('"')) return prefixed('number', canonicalNumber(text));
  const value: unknown = parsed(text);
  return typeof value === 'string' ? textReading(value) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** One text may be written in several ways: an é is one character, or an e and its accent. */
const textReading = (text: string): string => `text:${text.normalize('NFC')}`;

const prefixed = (kind: 'number' | 'time', text: string | null): string | null =>
  text === null ? null : `${kind}:${text}`;
