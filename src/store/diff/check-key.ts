import { DatasetError } from '../../dataset/dataset.ts';
import type { Session } from '../../engine/engine.ts';
import { counted } from '../../outcome/printable-text.ts';
import { countValue } from './count-value.ts';
import { DiffError } from './diff-error.ts';
import type { OpenBoth, OpenSide } from './open-both.ts';
import type { KeyColumn } from './row-key.ts';

/** The number of hash buckets over which keys are counted. */
const buckets = 65_536;

/** The rows of both sides that do not lie in a file of both, every one with a key. */
export interface KeyedCounts {
  readonly before: number;
  readonly after: number;
}

/**
 * Counts the rows of both sides, and refuses a key with which a join would explode. Buckets of hashes estimate the pairs
 * of the join in one scan of the key's columns: the pairs within a bucket, less those of different keys that share one by
 * chance. A few duplicates pass; the join finds those.
 *
 * @throws {DiffError} `DIFF_KEY_AMBIGUOUS` for rows without a key, and for many that share one.
 */
export async function checkKey(
  both: OpenBoth,
  key: readonly KeyColumn[],
  shownKey: string,
): Promise<KeyedCounts> {
  const [row] = await both.session.query(bucketsSql(both, key));
  const count = (name: string) => countValue(row, name);
  const counts = { before: count('before'), after: count('after') };
  if (count('nulls_before') + count('nulls_after') > 0) throw await ambiguous(both, key, shownKey);
  const byChance = (counts.before * counts.after) / buckets;
  const pairs = count('pairs') - byChance;
  // Without duplicates the estimate is as large as the smaller side, give or take a few thousands.
  const most = 2 * (counts.before + counts.after) + 100_000;
  if (pairs > most && (await hasDuplicates(both, key))) throw await ambiguous(both, key, shownKey);
  if (!(await isUniqueWithShared(both, key))) throw await ambiguous(both, key, shownKey);
  return counts;
}

/**
 * True if the rows of files that both have are no reason to refuse the key: each has one, no two the same, and no row of
 * another file has it too. They are equal on both sides, so nothing else of them is read.
 */
async function isUniqueWithShared(
  { shared, before, after, session }: OpenBoth,
  key: readonly KeyColumn[],
): Promise<boolean> {
  if (shared === null) return true;
  const { relation } = shared;
  if ((await nullsOf({ relation }, key, session)) > 0) return false;
  if ((await duplicatesOf({ relation }, key, session)) > 0) return false;
  const keys = key.map(({ sql }, at) => `${sql} as k${at}`).join(', ');
  const on = key.map((_, at) => `s.k${at} = r.k${at}`).join(' and ');
  const [row] = await session.query(
    `select count(*) as n from (select ${keys} from ${relation}) s semi join (select ${keys} from ${before.rest} union all select ${keys} from ${after.rest}) r on ${on}`,
  );
  return countValue(row, 'n') === 0;
}

/** Returns the error for a key that does not tell rows apart, with the number of those rows. */
export async function ambiguous(
  { before, after, session }: OpenBoth,
  key: readonly KeyColumn[],
  shownKey: string,
): Promise<DiffError | DatasetError> {
  const words: string[] = [];
  for (const side of [before, after]) {
    const repeated = await duplicatesOf(side, key, session);
    const nulls = await nullsOf(side, key, session);
    words.push(
      ...(repeated > 0
        ? [
            `${counted(repeated, 'row')} of ${side.label} ${repeated === 1 ? 'repeats' : 'repeat'} the key of another`,
          ]
        : []),
      ...(nulls > 0
        ? [`${counted(nulls, 'row')} of ${side.label} ${nulls === 1 ? 'has' : 'have'} NULL in it`]
        : []),
    );
  }
  if (words.length === 0)
    return new DatasetError(
      'DATASET_UNREADABLE',
      `${before.label} or ${after.label} changed while they were compared: run again once they are written.`,
    );
  return new DiffError(
    'DIFF_KEY_AMBIGUOUS',
    `The key ${shownKey} does not tell rows apart: ${words.join(', ')}. Give a key that does, or none to compare whole rows.`,
  );
}

const hasDuplicates = async ({ before, after, session }: OpenBoth, key: readonly KeyColumn[]) =>
  (await duplicatesOf(before, key, session)) + (await duplicatesOf(after, key, session)) > 0;

const isNull = (key: readonly KeyColumn[]) => key.map(({ sql }) => `${sql} is null`).join(' or ');

function bucketsSql({ before, after }: OpenBoth, key: readonly KeyColumn[]): string {
  const columns = key.map(({ sql }) => sql).join(', ');
  const rowsOf = ({ rest }: OpenSide, side: number) =>
    `select (hash(${columns}) & ${buckets - 1})::usmallint as bucket, ${side} as side, ${isNull(key)} as is_null from ${rest}`;
  const count = (side: number, isOfNull: boolean) =>
    `count(case when side = ${side} and ${isOfNull ? '' : 'not '}is_null then 1 end)`;
  return `select coalesce(sum(b), 0)::bigint as before, coalesce(sum(a), 0)::bigint as after,
  coalesce(sum(b::double * a), 0) as pairs, coalesce(sum(bn), 0)::bigint as nulls_before, coalesce(sum(an), 0)::bigint as nulls_after
from (
  select ${count(0, false)} as b, ${count(1, false)} as a, ${count(0, true)} as bn, ${count(1, true)} as an
  from (${rowsOf(before, 0)} union all ${rowsOf(after, 1)}) group by bucket
)`;
}

async function duplicatesOf(
  { relation }: Pick<OpenSide, 'relation'>,
  key: readonly KeyColumn[],
  session: Session,
): Promise<number> {
  const columns = key.map(({ sql }) => sql).join(', ');
  const [row] = await session.query(
    `select coalesce(sum(n - 1), 0)::bigint as n from (select count(*) as n from ${relation} where not (${isNull(key)}) group by ${columns} having count(*) > 1)`,
  );
  return countValue(row, 'n');
}

async function nullsOf(
  { relation }: Pick<OpenSide, 'relation'>,
  key: readonly KeyColumn[],
  session: Session,
) {
  const [row] = await session.query(`select count(*) as n from ${relation} where ${isNull(key)}`);
  return countValue(row, 'n');
}
