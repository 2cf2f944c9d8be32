import type { EngineValue } from '../../engine/engine.ts';
import type { ProfileNumber } from '../../outcome/profile/profile-document.ts';
import { approximate, exactNumber, isNumeric } from '../../value/numeric.ts';

/** Returns a finite number; null if an answer is none. */
export function finiteNumber(value: EngineValue | undefined): number | null {
  if (!isNumeric(value)) return null;
  const number = approximate(value);
  return Number.isFinite(number) ? number : null;
}

/** Returns a number as the document holds it: as text if a double would round it. */
export function documentNumber(value: EngineValue | undefined): ProfileNumber | null {
  if (!isNumeric(value) || Number.isNaN(value)) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const text = exactNumber(value);
  const number = Number(text);
  return String(number) === text && Number.isFinite(number) ? number : text;
}

/** Returns an instant in microseconds as text, `2026-01-31 09:30:00`; null if there is none. */
export function instantText(value: EngineValue | undefined, isDate: boolean): string | null {
  const milliseconds = instantMilliseconds(value);
  if (milliseconds === null) return null;
  const date = new Date(Math.floor(milliseconds));
  if (Number.isNaN(date.getTime())) return null;
  const text = date
    .toISOString()
    .replace('T', ' ')
    .replace(/(?:\.000)?Z$/, '');
  return isDate ? text.slice(0, text.indexOf(' ')) : text;
}

/** Returns an instant in milliseconds since 1970; null if there is none. */
export function instantMilliseconds(value: EngineValue | undefined): number | null {
  const number = finiteNumber(value);
  return number === null ? null : number / 1000;
}
