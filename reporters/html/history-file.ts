import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { State } from '../../src/outcome/outcome.ts';
import { writeWhole } from '../../src/system/write-whole.ts';
import { type History, type PastOutcome, titleKey } from './history.ts';
import { historyOfReport } from './history-of-report.ts';

/**
 * The format of the file: the run times once, and the outcomes of each expectation with the number of their run. That
 * takes a third of the space for 3,000 expectations in 50 runs.
 */
interface Written {
  readonly format: 'assay-history';
  /** In version 1, the id of an expectation was its title. */
  readonly version: 1 | 2;
  readonly runs: readonly string[];
  readonly series: Readonly<Record<string, readonly WrittenOutcome[]>>;
  /** The digest of the rule that the last outcome of each expectation was about; absent in older files. */
  readonly digests?: Readonly<Record<string, string>>;
}

type WrittenOutcome = readonly [
  run: number,
  state: State,
  value: string | null,
  observed: string | null,
];

/** The time after which an expectation that was in no run is removed. */
const forgottenAfterMs = 180 * 86_400_000;

/**
 * Reads a history. A JSON report of any version is read as a history of one run. A missing file is an empty history.
 * Throws if the file is not a history.
 */
export function readHistory(path: string): History {
  return existsSync(path) ? historyOf(JSON.parse(readFileSync(path, 'utf8'))) : new Map();
}

/** Returns the history that a parsed file holds, which may be a JSON report. Throws if it is neither. */
export function historyOf(written: unknown): History {
  const ofReport = historyOfReport(written);
  if (ofReport !== null) return ofReport;
  if (!isWritten(written)) throw new Error('it is not a history of this version');
  const { version, runs, series, digests = {} } = written;
  return new Map(
    Object.entries(series).map(([key, ones]) => [
      version === 1 ? titleKey(key) : key,
      ones.map(([run, state, value, observed], at) => ({
        startedAt: runs[run] ?? '',
        state,
        value,
        observed,
        ...(at === ones.length - 1 &&
          Object.hasOwn(digests, key) && { digest: digests[key] ?? '' }),
      })),
    ]),
  );
}

/** Writes a history atomically: another process reads either the old or the new one. */
export async function writeHistory(path: string, history: History): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeWhole(path, JSON.stringify(toWritten(history)));
}

function toWritten(history: History): Written {
  const known = stillKnown(history);
  const times = new Set(known.flatMap(([, past]) => past.map(({ startedAt }) => startedAt)));
  const runs = [...times].sort();
  const numbers = new Map(runs.map((time, at) => [time, at]));
  const compact = ({ startedAt, state, value, observed }: PastOutcome): WrittenOutcome => [
    numbers.get(startedAt) ?? 0,
    state,
    value,
    observed,
  ];
  const series = known.map(([key, past]) => [key, past.map(compact)] as const);
  const digests = known.flatMap(([key, past]) => {
    const digest = past.at(-1)?.digest;
    return digest === undefined ? [] : [[key, digest] as const];
  });
  return {
    format: 'assay-history',
    version: 2,
    runs,
    series: Object.fromEntries(series),
    digests: Object.fromEntries(digests),
  };
}

function stillKnown(history: History): readonly (readonly [string, readonly PastOutcome[]])[] {
  const lastOf = (past: readonly PastOutcome[]) => Date.parse(past.at(-1)?.startedAt ?? '');
  const newest = [...history.values()].reduce((most, past) => Math.max(most, lastOf(past)), 0);
  return [...history].filter(([, past]) => lastOf(past) >= newest - forgottenAfterMs);
}

const states: ReadonlySet<unknown> = new Set<State>([
  'passed',
  'warned',
  'failed',
  'errored',
  'notRun',
]);

const isText = (value: unknown): value is string => typeof value === 'string';
const isTime = (value: unknown) =>
  isText(value) && /^[\d-]+T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
const isTextOrNull = (value: unknown) => value === null || isText(value);

const isTexts = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.values(value).every(isText);

function isWritten(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null) return false;
  const { format, version, runs, series, digests } = value as Partial<
    Record<keyof Written, unknown>
  >;
  if (format !== 'assay-history' || (version !== 1 && version !== 2)) return false;
  if (!Array.isArray(runs) || !runs.every(isTime)) return false;
  if (typeof series !== 'object' || series === null) return false;
  if (digests !== undefined && !isTexts(digests)) return false;
  return Object.values(series).every(
    (ones) => Array.isArray(ones) && ones.every((one) => isWrittenOutcome(one, runs.length)),
  );
}

function isWrittenOutcome(one: unknown, runs: number): boolean {
  if (!Array.isArray(one)) return false;
  const [run, state, value, observed] = one;
  const isRun = Number.isInteger(run) && run >= 0 && run < runs;
  return isRun && states.has(state) && isTextOrNull(value) && isTextOrNull(observed);
}
