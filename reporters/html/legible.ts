import { visible } from '../../src/outcome/printable-text.ts';

/** True for a text of several lines, whose line breaks are kept. */
const isBroken = (key: string) => key === 'sql';

/** Matches texts without special characters, which are nearly all, so that they need no further look. */
const isPlain = /^[ -~]*$/;

const clear = (text: string) => (isPlain.test(text) ? text : visible(text));

const lines = (text: string) => text.split('\n').map(clear).join('\n');

function shown(value: unknown, show: (text: string) => string): unknown {
  if (typeof value === 'string') return show(value);
  if (Array.isArray(value)) return value.map((one) => shown(one, show));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      clear(key),
      shown(one, isBroken(key) ? lines : show),
    ]),
  );
}

/**
 * Returns plain data in which every text can be shown: characters that hide, reorder or control text are made visible.
 * It handles all texts at once, so that no part of the page can forget one.
 */
export const legible = <T>(data: T): T => shown(data, clear) as T;
