import { literal } from '../sql/quote.ts';
import { anyTimestamp, boolean, nanoTimestamp, time } from './text-types.ts';

/**
 * Returns SQL that is true if a value (not NULL) equals what a text says. A cast of the text would not do: it rounds
 * 3.7 to 4, reduces an instant to its day, and ignores an offset.
 */
export function sameAsText(value: string, type: string, text: string): string {
  const isWritten = (pattern: string) =>
    `regexp_full_match(${text}, ${literal(`\\s*(?:${pattern})\\s*`)})`;
  const isCast = `${value} = try_cast(${text} as ${type})`;
  const double = `try_cast(${text} as double)`;
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type))
    return `${isWritten(String.raw`[+-]?\d+(?:\.0*)?`)} and ${isCast}`;
  const scale = /^DECIMAL ?\( ?\d+ ?, ?(\d+) ?\)$/.exec(type)?.[1];
  if (scale !== undefined)
    return `${isWritten(String.raw`[+-]?(?:\d+(?:\.\d{0,${scale}}0*)?|\.\d{1,${Math.max(1, Number(scale))}}0*)`)} and ${isCast}`;
  switch (type) {
    // 0.1 is how a FLOAT is written that is 0.10000000149 to a DOUBLE; either is what it is.
    case 'FLOAT':
      return `${isWritten(number)} and ${double} in (cast(${value} as double), cast(cast(${value} as varchar) as double))`;
    // A whole number may have more digits than a DOUBLE, and be read as BIGINT.
    case 'DOUBLE':
      return `${isWritten(number)} and ${isCast} and (not ${isWritten('[+-]?[0-9]+')} or coalesce(try_cast(${text} as hugeint) = try_cast(${value} as hugeint), true))`;
    case 'BOOLEAN':
      return `${boolean.fits(text)} and ${isCast}`;
    case 'TIME':
      return `${time.fits(text)} and ${isCast}`;
    case 'TIMESTAMP_NS':
      return `${nanoTimestamp.fits(text)} and ${value} = ${nanoTimestamp.cast(text)}`;
    case 'TIMESTAMP WITH TIME ZONE':
      return `${anyTimestamp.fits(text)} and timezone('UTC', ${value}) = ${anyTimestamp.cast(text)}`;
    case 'DATE':
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
      return `${anyTimestamp.fits(text)} and try_cast(${value} as timestamp) = ${anyTimestamp.cast(text)}`;
    case 'UUID':
    case 'BLOB':
      return isCast;
    default:
      return `cast(${value} as varchar) = ${text}`;
  }
}

const number = String.raw`[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:nan|inf|infinity))`;
