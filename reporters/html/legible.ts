import { visible } from '../../src/outcome/printable-text.ts';

/** Texts of several lines, shown as they are broken. */
const isBroken = (key: string) => key === 'sql';

/** Nearly all texts: nothing in them has to be looked up. */
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
 * Plain data with every text fit to be shown: what hides, reorders or steers text is made visible. It is done once and
 * to all, so that no place of the page can forget it.
 */
export const legible = <T>(data: T): T => shown(data, clear) as T;
