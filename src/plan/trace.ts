import { createHash } from 'node:crypto';
import type { Metric } from '../metric/metric.ts';
import { columnsIn } from '../metric/walk.ts';
import type { ReportedPass } from '../outcome/report.ts';
import { lookAlikes } from '../privacy/look-alikes.ts';
import { cardPattern, surePattern } from '../privacy/personal.ts';
import { shownSource } from './disclosure/reproducible.ts';
import { openScreen, type Screen, screen } from './disclosure/screen.ts';
import type { PassContext } from './measure-request.ts';
import type { Quarantined } from './quarantine/quarantine.ts';

/** The state of the data that was measured. */
export interface Snapshot {
  readonly rows: number;
  /** Files that it is made of; null where they are not known. */
  readonly files: number | null;
  /** Of the identities of its files: equal for equal states. Null where they can't be told. */
  readonly digest: string | null;
}

/** How a measurement went: plain JSON. */
export interface Measurement {
  readonly contract: string;
  readonly dataset: string;
  /** Time in the engine, that of opening the dataset included. */
  readonly engineMs: number;
  readonly passes: readonly ReportedPass[];
  /** What was measured; null where it could not be opened. */
  readonly snapshot: Snapshot | null;
  /** Where violating and clean rows were written; null where nobody asked for it. */
  readonly quarantine: Quarantined | null;
  /** Of what was there and not used, a sentence each. */
  readonly notices: readonly string[];
}

/** Listens to a measurement. */
export interface Trace {
  readonly query: (sql: string, milliseconds: number) => void;
  /** The dataset is open. */
  opened(context: PassContext): void;
  /** Of the dataset; null as long as it is not open. */
  rows(): number | null;
  /** A pass has ended: the queries since the one before were its own. */
  readonly pass: (name: string, answered?: readonly Metric[]) => void;
  notice(texts: readonly string[]): void;
  stored(rows: Quarantined): void;
  /** What its words go through before they are told. */
  screen(screen: Screen): void;
  told(of: Pick<Measurement, 'contract' | 'dataset'>): Measurement;
}

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
      const text = withoutPatterns(sent);
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
    told: (of) => {
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

/** The relation's name is made anew in each run. */
const inWords = (sql: string, { session, masked }: PassContext): string => {
  const source = session.reproduce && shownSource(session.reproduce, { sql, masked });
  return sql.replaceAll(session.relation, () => source ?? 'dataset');
};

/** Four thousand characters in each query that shows rows, the same in all. */
const withoutPatterns = (sql: string): string =>
  [surePattern, cardPattern, lookAlikes.from, lookAlikes.to].reduce(
    (rest, text) => rest.replaceAll(`'${text.replaceAll("'", "''")}'`, "'…'"),
    sql,
  );

/** What the footers say that the columns take which these metrics read. */
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
