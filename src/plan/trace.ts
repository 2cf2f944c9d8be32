import { createHash } from 'node:crypto';
import { withoutValues } from '../engine/engine.ts';
import type { Metric } from '../metric/metric.ts';
import { columnsIn } from '../metric/walk.ts';
import type { ReportedPass } from '../outcome/report.ts';
import { lookAlikes } from '../privacy/look-alikes.ts';
import { cardPattern, surePattern } from '../privacy/personal.ts';
import { longestSource as longest, shownSource } from './disclosure/reproducible.ts';
import { openScreen, type Screen, screen } from './disclosure/screen.ts';
import type { PassContext } from './measure-request.ts';
import type { Quarantined } from './quarantine/quarantine.ts';

/** The state of the data that was measured. */
export interface Snapshot {
  readonly rows: number;
  /** The number of its files; null if they are not known. */
  readonly files: number | null;
  /** A digest of the files' identities, equal for equal states; null if one has none. */
  readonly digest: string | null;
}

/** The record of a measurement, as plain JSON. */
export interface Measurement {
  readonly contract: string;
  readonly dataset: string;
  /** Milliseconds in the engine, including opening the dataset. */
  readonly engineMs: number;
  readonly passes: readonly ReportedPass[];
  /** The state of the data; null if the dataset could not be opened. */
  readonly snapshot: Snapshot | null;
  /** The files with violating and clean rows; null if nobody asked for them. */
  readonly quarantine: Quarantined | null;
  /** Notices about files that were not used, a sentence each. */
  readonly notices: readonly string[];
}

/** Records a measurement as it happens. */
export interface Trace {
  readonly query: (sql: string, milliseconds: number) => void;
  /** Records that the dataset is open. */
  opened(context: PassContext): void;
  /** Returns the dataset's row count; null until it is open. */
  rows(): number | null;
  /** Records that a pass has ended. The queries since the last one belong to it. */
  readonly pass: (name: string, answered?: readonly Metric[]) => void;
  notice(texts: readonly string[]): void;
  stored(rows: Quarantined): void;
  /** Sets the screen for all texts of the record. */
  screen(screen: Screen): void;
  measurement(of: Pick<Measurement, 'contract' | 'dataset'>): Measurement;
}

/** Starts the record of a measurement. */
export function startTrace(): Trace {
  const passes: ReportedPass[] = [];
  const notices: string[] = [];
  let open: PassContext | null = null;
  let lens = screen({ ...openScreen, env: process.env });
  let quarantine: Quarantined | null = null;
  let sql: string[] = [];
  let engineMs = 0;
  let all = 0;
  const end = (name: string, answered: readonly Metric[] = []) => {
    if (sql.length > 0 || answered.length > 0) {
      const metrics = answered.map(({ label }) => label);
      const bytes = sql.length > 0 && open !== null ? bytesOf(answered, open) : 0;
      passes.push({ name, metrics, sql, engineMs, bytes });
    }
    sql = [];
    engineMs = 0;
  };
  return {
    query: (sent, milliseconds) => {
      const text = withoutValues(withoutPatterns(withoutLongLists(sent)));
      sql.push(open === null ? text : inWords(text, open));
      engineMs += milliseconds;
      all += milliseconds;
    },
    opened: (context) => {
      open = context;
      end('open');
    },
    rows: () => open?.rows ?? null,
    pass: end,
    notice: (texts) => notices.push(...texts),
    stored: (rows) => {
      quarantine = rows;
    },
    screen: (given) => {
      lens = given;
    },
    measurement: (of) => {
      end('rest');
      const snapshot = open === null ? null : snapshotOf(open);
      return {
        ...of,
        engineMs: all,
        passes: passes.map((pass) => ({ ...pass, sql: pass.sql.map(lens.log) })),
        snapshot,
        quarantine,
        notices: notices.map(lens.message),
      };
    },
  };
}

/** Replaces the relation's name, which is different in each run. */
const inWords = (sql: string, { session, masked }: PassContext): string => {
  const source = session.reproduce && shownSource(session.reproduce, { sql, masked });
  return sql.replaceAll(session.relation, () => source ?? 'dataset');
};

/**
 * Shortens the patterns for personal data. They have four thousand characters in each query that shows rows, and never
 * change.
 */
const withoutPatterns = (sql: string): string =>
  [surePattern, cardPattern, lookAlikes.from, lookAlikes.to].reduce(
    (rest, text) => rest.replaceAll(`'${text.replaceAll("'", "''")}'`, "'…'"),
    sql,
  );

/** Shortens the lists of thousands of files, of which each query would take a megabyte in a report. */
const withoutLongLists = (sql: string): string =>
  sql.length <= longest
    ? sql
    : sql.replaceAll(/\[('(?:[^']|'')*')((?:, '(?:[^']|'')*')+)\]/g, (list, first: string) =>
        list.length <= longest ? list : `[${first}, …]`,
      );

/** Returns the size in the files of the columns that these metrics read, from the footers. */
function bytesOf(metrics: readonly Metric[], { pieces }: PassContext): number | null {
  const names = columnsIn(metrics.map(({ value, of }) => [value, of]));
  return [...names].reduce<number | null>((sum, name) => {
    const sizes = pieces.map(
      ({ statistics }) => statistics?.columns.get(name)?.bytes ?? Number.NaN,
    );
    const size = sizes.reduce((all, one) => all + one, 0);
    return sum === null || Number.isNaN(size) ? null : sum + size;
  }, 0);
}

const snapshotOf = ({ rows, session, whole }: PassContext): Snapshot => ({
  rows,
  files: session.files?.parts.list.length ?? null,
  digest: whole.id === null ? null : createHash('sha256').update(whole.id).digest('hex'),
});
