import type { Outcome, State } from '../../src/outcome/outcome.ts';
import { grouped } from '../../src/outcome/printable-text.ts';
import { countStates } from '../../src/outcome/report.ts';

const instant = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

const isTime = (iso: string) => !Number.isNaN(Date.parse(iso));

/** Caches formatted times, since thousands of expectations share their runs and formatting is slow. */
const printed = new Map<string, string>();

/** Formats a time to the minute, `27 Nov 2026, 00:43 UTC`. */
export function printTime(iso: string): string {
  const known = printed.get(iso);
  if (known !== undefined) return known;
  const text = isTime(iso) ? `${instant.format(new Date(iso))} UTC` : iso;
  printed.set(iso, text);
  return text;
}

/** Formats a day, `27 Nov 2026`. */
export const printDay = (iso: string): string => (isTime(iso) ? day.format(new Date(iso)) : iso);

/** Formats a duration, `5.8 s`, `124 ms`. */
export function printElapsed(ms: number): string {
  if (ms < 1) return 'under 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Formats a size, `12.6 MB`. */
export function printBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const size = bytes / 1000 ** power;
  return `${size >= 100 || power === 0 ? Math.round(size) : size.toFixed(1)} ${units[power]}`;
}

/** The name of each state on the page. */
export const stateWords: Readonly<Record<State, string>> = {
  failed: 'failed',
  errored: 'errored',
  notRun: 'not run',
  warned: 'warned',
  passed: 'passed',
};

/** The order of states in which a reader wants to see them. */
export const stateOrder: readonly State[] = ['failed', 'errored', 'notRun', 'warned', 'passed'];

/** Counts outcomes by state in words, the worst first: `2 failed, 5 passed`. */
export function countsText(outcomes: readonly Pick<Outcome, 'state'>[]): string {
  const counts = countStates(outcomes);
  const present = stateOrder.filter((state) => counts[state] > 0);
  const words = present.map((state) => `${grouped(counts[state])} ${stateWords[state]}`);
  return words.join(', ') || 'no expectation';
}
