import type { Access, Dataset, Opened, Reader } from '../../../src/dataset/dataset.ts';
import { identifier } from '../../../src/dataset/sql/quote.ts';
import { type Field, fieldsOf } from '../../../src/dataset/typing/described-fields.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import type { SlowOpened } from '../slow/slow-opened.ts';
import { headerProblems, leavesOutFields, problemDifferences } from './problem-differences.ts';
import type { TwoWays } from './two-ways.ts';
import { unlike } from './unlike.ts';

/** What was read both ways. */
export interface Compared {
  /** What is not the same, a sentence each. */
  readonly differences: readonly string[];
  /** Why the dataset could not be opened; null if it was. */
  readonly refusal: string | null;
  /** The number of records that are rows or problems; null if the dataset could not be opened. */
  readonly records: number | null;
  /** The number of unreadable fields by column; null if src/ tells none. */
  readonly unreadable: ReadonlyMap<string, number> | null;
}

/** Opens a dataset both ways in one session, and compares what comes of it. */
export async function openBoth({ fast, slow, hints }: TwoWays, root: string): Promise<Compared> {
  const [ofFast, ofSlow] = [
    await attempt(() => fast.access(root)),
    await attempt(() => slow.access(root)),
  ];
  if ('refusal' in ofFast || 'refusal' in ofSlow) return refusals(fast.kind, ofFast, ofSlow);
  const found: Compared[] = [];
  const both: Dataset = {
    kind: 'both',
    engine: 'duckdb',
    label: fast.label,
    watch: [],
    access: async () => merged(ofFast.value, ofSlow.value),
    open: async (reader) => {
      const relation = reader.freshName();
      await reader.query(`create temp table ${relation} as select 1 as a`);
      found.push(await compared(reader, { fast, slow, hints }, root));
      return { relation, problems: [], problemCount: 0, notes: [] };
    },
  };
  try {
    const session = await openSession(both, hints, { root, now });
    await session.close();
  } catch (error) {
    if (!isCoded(error)) throw error;
    // The engine is lost to both ways where one of them failed within it.
    return refusals(
      fast.kind,
      await openAlone(fast, hints, root),
      await openAlone(slow, hints, root),
    );
  }
  return found[0] ?? nothing;
}

const now = new Date('2026-11-24');

const openAlone = (dataset: Dataset, hints: TwoWays['hints'], root: string) =>
  attempt(async () => (await openSession(dataset, hints, { root, now })).close());

const nothing: Compared = {
  differences: ['nothing was compared'],
  refusal: null,
  records: null,
  unreadable: null,
};

const merged = (one: Access, other: Access): Access => ({
  directories: [...new Set([...one.directories, ...other.directories])],
  extensions: [...new Set([...one.extensions, ...other.extensions])],
  setup: [...one.setup, ...other.setup],
});

async function compared(
  reader: Reader,
  { fast, slow, hints }: TwoWays,
  root: string,
): Promise<Compared> {
  const bySlow = await attempt(() => slow.open(reader, hints, root));
  const byFast = await attempt(async () => {
    const opened = await fast.open(reader, hints, root);
    // The relation last, for it reads the files that are made.
    const { [opened.relation]: relation, ...files } = Object.fromEntries(opened.pending ?? []);
    for (const make of Object.values(files)) await make();
    await relation?.();
    return opened;
  });
  if ('refusal' in byFast || 'refusal' in bySlow) return refusals(fast.kind, byFast, bySlow);
  const counts = await countsOf(reader, byFast.value, bySlow.value);
  return {
    refusal: null,
    differences: [
      ...unlike('columns', counts.fast.columns, counts.slow.columns),
      ...unlike(
        'notes',
        byFast.value.notes.filter(isNoHint),
        withoutHinted(bySlow.value.notes, byFast.value),
      ),
      ...unlike('why there is no order', byFast.value.unordered, bySlow.value.unordered),
      ...(await rowDifferences(reader, byFast.value, bySlow.value)),
      ...(await unreadableDifferences(reader, byFast.value, bySlow.value)),
      ...problemDifferences(byFast.value, bySlow.value),
    ],
    records:
      counts.fast.rows +
      byFast.value.problemCount -
      headerProblems(byFast.value) -
      fieldCount(byFast.value),
    unreadable: leavesOutFields(byFast.value) ? unreadableCounts(byFast.value) : null,
  };
}

/** False for a note that names options, which the slow way has none of. */
const isNoHint = (note: string) => !note.startsWith('All unreadable values of column ');

/** Leaves out that a column is left as text where the fast way names the option that reads it. */
const withoutHinted = (notes: readonly string[], { columnNotes }: Opened): readonly string[] =>
  notes.filter(
    (note) =>
      ![...(columnNotes?.keys() ?? [])].some((name) =>
        note.startsWith(`Column "${name}" is left as text: `),
      ),
  );

async function countsOf(reader: Reader, fast: Opened, slow: SlowOpened) {
  const of = async (opened: Opened, hidden: readonly string[] = []) => {
    const fields = await fieldsOf(reader, opened.relation);
    const [row] = await reader.query(`select count(*) as n from ${opened.relation}`);
    return {
      rows: Number(row?.n),
      columns: fields
        .filter(({ name }) => !hidden.includes(name))
        .map(({ name, type }) => `${name} ${type}`),
    };
  };
  return { fast: await of(fast, fast.unreadable?.hidden), slow: await of(slow) };
}

const most = 20_000;

/** Compares the rows without those that have an unreadable field: each value as text, in their order. */
async function rowDifferences(
  reader: Reader,
  fast: Opened,
  slow: SlowOpened,
): Promise<readonly string[]> {
  const isRead = [...(fast.unreadable?.columns.values() ?? [])].map((one) => `(${one.isRead})`);
  const where = isRead.length > 0 ? ` where ${isRead.join(' and ')}` : '';
  const [row] = await reader.query(`select count(*) as n from ${slow.relation}`);
  const isLong = Number(row?.n) > most;
  const [one, other] = [
    await rowTexts(reader, fast.relation, where, fast.unreadable?.hidden ?? [], isLong),
    await rowTexts(reader, slow.relation, '', [], isLong),
  ];
  const at = other.findIndex((text, index) => text !== one[index]);
  if (at < 0 && one.length === other.length) return [];
  const first = at < 0 ? other.length : at;
  return [
    `rows: ${one.length} in place of ${other.length}; row ${first} is ${one[first]} in place of ${other[first]}`,
  ];
}

async function rowTexts(
  reader: Reader,
  relation: string,
  where: string,
  hidden: readonly string[],
  isLong: boolean,
): Promise<readonly string[]> {
  const fields = await fieldsOf(reader, relation);
  const texts = fields
    .filter(({ name }) => !hidden.includes(name))
    .map(textOf)
    .join(', ');
  const text = `to_json([${texts}])::varchar`;
  const item = isLong ? `md5(${text})` : text;
  const rows = await reader.query(`select ${item} as t from ${relation}${where}`);
  return rows.map(({ t }) => String(t));
}

/** The text of a value. The sign of zero is left out: in a file with both, DuckDB's Parquet makes one of them of both. */
function textOf({ name, type }: Field): string {
  const text = `${identifier(name)}::varchar`;
  if (!/DOUBLE|FLOAT/.test(type)) return text;
  return `regexp_replace(${text}, '-0\\.0([^0-9]|$)', '0.0\\1', 'g')`;
}

const fieldCount = (opened: Opened) =>
  [...unreadableCounts(opened).values()].reduce((sum, count) => sum + count, 0);

const unreadableCounts = ({ unreadable }: Opened): ReadonlyMap<string, number> =>
  new Map(
    [...(unreadable?.columns ?? [])]
      .map(([name, { count }]): [string, number] => [name, count])
      .filter(([, count]) => count > 0),
  );

/** Compares the unreadable fields with those for which the slow way leaves out a record. */
async function unreadableDifferences(
  reader: Reader,
  fast: Opened,
  slow: SlowOpened,
): Promise<readonly string[]> {
  if (!leavesOutFields(fast)) return [];
  const differences: string[] = [];
  const told = unreadableCounts(fast);
  const { fields, rows } = slow.misread;
  if (fields !== null)
    differences.push(...unlike('unreadable fields', sorted(told), sorted(fields)));
  const tests = [...(fast.unreadable?.columns ?? [])];
  const isRead = tests.map(([, one]) => `(${one.isRead})`);
  if (isRead.length === 0) return [...differences, ...unlike('unreadable rows', 0, rows)];
  const counted = isRead.map(
    (test, at) =>
      `count(*) filter (not ${test}) as f${at}, count(*) filter (${test} is null) as n${at}, count(*) filter (not ${test} and ${identifier(tests[at]?.[0] ?? '')} is not null) as v${at}`,
  );
  const [row = {}] = await reader.query(
    `select ${counted.join(', ')}, count(*) filter (not (${isRead.join(' and ')})) as rows from ${fast.relation}`,
  );
  for (const [at, [name, { count }]] of tests.entries()) {
    differences.push(
      ...unlike(`rows of which "${name}" is not read`, Number(row[`f${at}`]), count),
    );
    differences.push(
      ...unlike(`rows of which it is unknown if "${name}" is read`, Number(row[`n${at}`]), 0),
    );
  }
  for (const [at, [name]] of tests.entries())
    differences.push(
      ...unlike(`rows with a value in place of an unread "${name}"`, Number(row[`v${at}`]), 0),
    );
  return [...differences, ...unlike('rows with an unreadable field', Number(row.rows), rows)];
}

const sorted = (counts: ReadonlyMap<string, number>) =>
  [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));

type Attempt<T> = { readonly value: T } | { readonly refusal: string };

async function attempt<T>(act: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await act() };
  } catch (error) {
    if (isCoded(error)) return { refusal: `${error.code}: ${error.message}` };
    throw error;
  }
}

const isCoded = (error: unknown): error is Error & { readonly code: unknown } =>
  error instanceof Error && 'code' in error;

function refusals(kind: string, fast: Attempt<unknown>, slow: Attempt<unknown>): Compared {
  const said = (one: Attempt<unknown>) => ('refusal' in one ? one.refusal : 'it is opened');
  return {
    refusal: said(fast),
    differences:
      isForTheSame(fast, slow) || isBetter(kind, said(fast), said(slow))
        ? []
        : unlike('refusal', said(fast), said(slow)),
    records: null,
    unreadable: null,
  };
}

/**
 * True for two refusals of one code. Their words are another matter: of several faults in a file either may be met first, and
 * the slow way has those of the engine where src/ looks for the place of the fault.
 */
const isForTheSame = (fast: Attempt<unknown>, slow: Attempt<unknown>): boolean =>
  'refusal' in fast && 'refusal' in slow && codeOf(fast.refusal) === codeOf(slow.refusal);

const codeOf = (refusal: string) => /^[^:]*/.exec(refusal)?.[0];

/** True for a refusal that is as good as that of the slow way, for a reason each. */
const isBetter = (kind: string, refusal: string, slow: string): boolean =>
  // A damaged file may have a fault that the slow way does not come to.
  (kind === 'sqlite' && /^DATASET_UNREADABLE: .* disk image is malformed/s.test(refusal)) ||
  // The slow way takes the first line for the header whatever follows, and leaves out each record that has more fields.
  (kind === 'csv' && fewerFields.test(refusal)) ||
  // With its small buffers for small records the engine of the slow way cuts characters of UTF-16 in halves.
  (kind === 'csv' && refusal === 'it is opened' && slow.includes('File is not utf-')) ||
  // The slow way has no type for an object whose only key is empty.
  (kind === 'json' && refusal === 'it is opened' && slow.includes('from an unnamed struct')) ||
  // Of text that is not UTF-8 the slow way knows only in some columns. In others it makes an invalid text, or DuckDB fails.
  (kind === 'sqlite' && notUtf8.test(refusal));

const fewerFields =
  /^DATASET_UNREADABLE: The first (?:line|\d+ lines) of .* ha(?:s|ve) fewer fields than those that follow/s;

const notUtf8 = /^DATASET_UNREADABLE: Column ".*" holds text that is not UTF-8/s;
