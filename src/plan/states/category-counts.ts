import type { Categories, Category, DistributionState } from '../../metric/distribution.ts';
import type { Scalar } from '../../metric/expression.ts';
import type { PassContext } from '../measure-request.ts';
import { countingTable, type RowsOfScope } from './cell-counts.ts';
import { pieceFacts, wholeFact } from './piece-queries.ts';
import type { Row } from './piece-table.ts';

/** The number of categories up to which each is listed, the most frequent first. */
const mostCategories = 10_000;
/** The bytes of text up to which categories are listed. */
const mostBytes = 2 ** 20;

type Counts = ReadonlyMap<Category | null, number>;

/**
 * Counts each category. Where there are too many, the most frequent ones are listed, and of the others their rows and
 * number is known. A list of all is made of the lists of the pieces, so that those that did not change are not read again.
 */
export async function ownCategories(
  of: Scalar,
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  const all = await allCategories(of, rows, context);
  return all === null ? mostFrequent(of, rows, context) : stateOf(all, noOthers);
}

/** Counts the rows of given categories, and of all others together. */
export async function listedCategories(
  of: Scalar,
  values: readonly Category[],
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  const all = await allCategories(of, rows, context);
  if (all === null) return ofList(of, values, rows, context);
  const counts = new Map<Category | null, number>([
    [null, all.get(null) ?? 0],
    ...values.map((value) => [value, all.get(value) ?? 0] as const),
  ]);
  const others = [...all].filter(([value]) => !counts.has(value));
  return stateOf(counts, {
    rows: others.reduce((sum, [, count]) => sum + count, 0),
    values: others.length,
  });
}

const noOthers = { rows: 0, values: 0 } as const;

function stateOf(counts: Counts, others: Categories['others']): DistributionState {
  const listed = [...counts].filter(
    (entry): entry is [Category, number] => entry[0] !== null && entry[1] > 0,
  );
  return {
    kind: 'distribution',
    nulls: counts.get(null) ?? 0,
    nans: 0,
    values: {
      kind: 'categories',
      counts: listed.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
      others,
    },
  };
}

/** Returns the count of every category and of NULL; null if there are too many to list. */
async function allCategories(
  of: Scalar,
  rows: RowsOfScope,
  context: PassContext,
): Promise<Counts | null> {
  const query = { kind: 'categories', of, most: mostCategories, bytes: mostBytes } as const;
  const table = countingTable(query, rows, { name: 'categories', fact: wholeList }, context);
  const facts = await pieceFacts(table, context.pieces, context);
  const counts = new Map<Category | null, number>();
  for (const fact of facts) {
    if (fact === null) return null;
    for (const [value, count] of fact) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return isShort(counts) ? counts : null;
}

/** True if the categories of all pieces are as few as those of each. */
function isShort(counts: Counts): boolean {
  const texts = [...counts.keys()].filter((value) => typeof value === 'string');
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return counts.size <= mostCategories + 1 && bytes <= mostBytes;
}

type Listed = readonly [value: Category | null, count: number];

const listed = (row: Row): Listed => [row.v as Category | null, Number(row.n)];

function wholeList(found: readonly Row[]): readonly Listed[] | null {
  const values = found.filter(({ v }) => v !== null);
  const known = Number(values[0]?.categories ?? 0);
  const isWhole = values.length === known && (known > 0 || found.length <= 1);
  return isWhole ? found.map(listed) : null;
}

type Frequent = readonly [list: readonly Listed[], categories: number, rows: number];

async function mostFrequent(
  of: Scalar,
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  const query = { kind: 'categories', of, most: mostCategories, bytes: mostBytes } as const;
  const table = countingTable(
    query,
    rows,
    {
      name: 'the most frequent categories',
      fact: (found): Frequent => {
        const first = found.find(({ v }) => v !== null);
        return [found.map(listed), Number(first?.categories ?? 0), Number(first?.rows ?? 0)];
      },
    },
    context,
  );
  const [list, categories, total] = await wholeFact(table, context);
  const values = list.filter(([value]) => value !== null);
  const held = values.reduce((sum, [, count]) => sum + count, 0);
  return stateOf(new Map(list), { rows: total - held, values: categories - values.length });
}

type AndOthers = readonly [list: readonly Listed[], rows: number, values: number];

async function ofList(
  of: Scalar,
  values: readonly Category[],
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  const table = countingTable(
    { kind: 'listed', of, values },
    rows,
    {
      name: 'listed categories',
      fact: (found): AndOthers => {
        const others = found.find(({ other }) => other === true);
        const known = found.filter(({ other }) => other !== true);
        return [known.map(listed), Number(others?.n ?? 0), Number(others?.others ?? 0)];
      },
    },
    context,
  );
  const [list, count, others] = await wholeFact(table, context);
  return stateOf(new Map(list), { rows: count, values: others });
}
