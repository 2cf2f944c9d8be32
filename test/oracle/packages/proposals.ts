import type { ReadingFlags } from '../../../src/cli/reading/reading-flags.ts';

/** The flag of each option, as a refusal writes it: `{ delimiter: ';' }`. */
const flags = {
  delimiter: 'delimiter',
  quote: 'quote',
  escape: 'escape',
  encoding: 'encoding',
  comment: 'comment',
  decimal: 'decimal',
  thousands: 'thousands',
  skip: 'skip',
  at: 'at',
  key: 'key',
  sheet: 'sheet',
  range: 'range',
} as const satisfies Readonly<Record<string, keyof ReadingFlags>>;

/**
 * Returns the flags that a refusal of `infer` proposes first, as somebody would give them who follows it; null if there are
 * none that are new.
 */
export function flagsProposed(message: string, given: ReadingFlags): ReadingFlags | null {
  const found: Record<string, string | boolean> = {};
  const [, options = ''] = /\{ ((?:[^{}']|'(?:\\.|[^'\\])*')*) \}/.exec(message) ?? [];
  for (const [option, flag] of Object.entries(flags)) {
    const value = new RegExp(`\\b${option}: (?:'((?:\\\\.|[^'\\\\])*)'|(\\d+))`).exec(options);
    if (value) found[flag] = (value[1] ?? value[2] ?? '').replaceAll(/\\([\\'])/g, '$1');
  }
  if (/--no-header|header: false/.test(message) && Object.keys(found).length === 0)
    found.header = false;
  const isNew = Object.entries(found).some(
    ([flag, value]) => given[flag as keyof ReadingFlags] !== value,
  );
  return isNew ? found : null;
}
