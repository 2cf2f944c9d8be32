import type { EngineRow, EngineValue } from '../../engine/engine.ts';
import { type Masks, sampleOf } from '../../plan/disclosure/masking.ts';
import { shownValue } from '../../plan/disclosure/shown-value.ts';
import { ambiguous, checkKey } from './check-key.ts';
import { countValue } from './count-value.ts';
import type { KeyedRows } from './diff.ts';
import type { OpenBoth, OpenSide } from './open-both.ts';
import type { KeyColumn } from './row-key.ts';
import { joined, type Twin } from './twins.ts';

/** The most keys of a kind that are shown. */
const mostKeys = 5;

/** The key and the columns by which rows are compared, and the values that may not be shown. */
export interface KeyedQuestion {
  readonly key: readonly KeyColumn[];
  /** The columns that both have, with those of the key. */
  readonly twins: readonly Twin[];
  readonly masks: Masks;
  readonly shownName: (name: string) => string;
}

/**
 * Matches the rows of two datasets by a key in one full join, which keeps the key and 8 bytes or so of each other column.
 *
 * The counts of the join prove that the key is unique. If it has as many rows of each side as that side itself, each
 * matched row had one partner; the keys of rows without a partner are counted apart. Files that both have are not joined:
 * their rows are unchanged.
 *
 * @throws {DiffError} `DIFF_KEY_AMBIGUOUS` for rows without a key, and for rows that share one.
 */
export async function keyedRows(both: OpenBoth, question: KeyedQuestion): Promise<KeyedRows> {
  const { key, masks, shownName } = question;
  const names = key.map(({ column }) => column);
  const shownKey = `(${names.map(shownName).join(', ')})`;
  const counts = await checkKey(both, key, shownKey);
  const twins = comparedTwins(both, question);
  const [row] = await both.session.query(joinSql(both, key, twins));
  const count = (name: string) => countValue(row, name);
  const [pairs, before, after] = [count('pairs'), count('before'), count('after')];
  const [removed, added] = [pairs - after, pairs - before];
  const isUnique =
    before === counts.before &&
    after === counts.after &&
    count('keys_removed') === removed &&
    count('keys_added') === added;
  if (!isUnique) throw await ambiguous(both, key, shownKey);
  const changed = count('changed');
  const sample = (name: string) => keySample(row?.[name] ?? null, names, masks, shownName);
  return {
    by: 'key',
    key: names.map(shownName),
    added,
    removed,
    changed,
    unchanged: pairs - added - removed - changed + (both.shared?.rows ?? 0),
    columns: twins.map(({ column }, at) => ({
      column: shownName(column),
      changed: count(`changed${at}`),
    })),
    samples: {
      added: sample('sample_added'),
      removed: sample('sample_removed'),
      changed: sample('sample_changed'),
    },
  };
}

function comparedTwins({ after }: OpenBoth, { key, twins }: KeyedQuestion): readonly Twin[] {
  return twins
    .filter((twin) => !key.some(({ column }) => column === twin.column))
    .map((twin) =>
      joined(twin, after.columns.find(({ name }) => name === twin.column)?.type ?? ''),
    );
}

/**
 * Counts are made by `case`: with `filter`, each of them would have a buffer for the columns of all others. The few
 * aggregates with a filter need a set of values, and see only the rows that they are about.
 */
function joinSql(
  { before, after }: OpenBoth,
  key: readonly KeyColumn[],
  twins: readonly Twin[],
): string {
  const sideSql = ({ rest }: OpenSide, side: 'before' | 'after') =>
    `(select ${[
      ...key.map(({ sql }, at) => `${sql} as k${at}`),
      ...twins.map((twin, at) => `${twin[side]} as c${at}`),
    ].join(', ')} from ${rest})`;
  const on = key.map((_, at) => `b.k${at} = a.k${at}`).join(' and ');
  const keyOf = (side: string) => `{${key.map((_, at) => `'k${at}': ${side}.k${at}`).join(', ')}}`;
  const differ = twins.map((_, at) => `b.c${at} is distinct from a.c${at}`);
  const isChanged = `is_matched and (${differ.map((_, at) => `d${at}`).join(' or ') || 'false'})`;
  const items = [
    'count(*) as pairs, count(b0) as before, count(a0) as after',
    `count(distinct b_key) filter (a0 is null) as keys_removed`,
    `count(distinct a_key) filter (b0 is null) as keys_added`,
    `min(b_key, ${mostKeys}) filter (a0 is null) as sample_removed`,
    `min(a_key, ${mostKeys}) filter (b0 is null) as sample_added`,
    `min(b_key, ${mostKeys}) filter (${isChanged}) as sample_changed`,
    `count(case when ${isChanged} then 1 end) as changed`,
    ...differ.map((_, at) => `count(case when is_matched and d${at} then 1 end) as changed${at}`),
  ];
  const inner = [
    `b.k0 as b0, a.k0 as a0, b.k0 is not null and a.k0 is not null as is_matched`,
    `${keyOf('b')} as b_key, ${keyOf('a')} as a_key`,
    ...differ.map((sql, at) => `${sql} as d${at}`),
  ];
  return `select ${items.join(',\n  ')}
from (
  select ${inner.join(', ')}
  from ${sideSql(before, 'before')} b full join ${sideSql(after, 'after')} a on ${on}
)`;
}

/** Returns keys as a masked sample. */
function keySample(
  found: EngineValue,
  names: readonly string[],
  masks: Masks,
  shownName: (name: string) => string,
) {
  const keys = Array.isArray(found) ? (found as readonly EngineRow[]) : [];
  const rows = keys.map((one) =>
    names.map((name, at) => shownValue(one[`k${at}`] ?? null, name, masks)),
  );
  const hidden = new Set([...masks.columns].map(shownName));
  return sampleOf(names.map(shownName), rows, hidden);
}
