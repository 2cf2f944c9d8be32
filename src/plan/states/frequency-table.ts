import type { EngineValue } from '../../engine/engine.ts';
import { column, type Family } from '../../metric/expression.ts';
import { type FrequenciesState, mergeStates } from '../../metric/state.ts';
import { chunks } from '../../value/chunks.ts';
import type { Numeric } from '../../value/numeric.ts';
import type { PassContext, Refusal } from '../measure-request.ts';
import { type Fact, factNumeric, numericFact } from './facts.ts';
import { orRefuse, pieceFacts } from './piece-queries.ts';
import type { Row } from './piece-table.ts';

/** The greatest number of values in a list. With more, the next pass measures. */
const mostValues = 2000;

/** The values of a column and their frequencies. */
export type Frequencies = readonly (readonly [value: EngineValue, count: bigint])[];

/**
 * The number of columns in one scan. The engine identifies the column of a row by the bits of a number, and JavaScript
 * has 31.
 */
const columnsAtOnce = 30;

/** Returns the frequencies of these columns' values; refuses columns with too many. */
export async function frequenciesOf(
  names: readonly string[],
  context: PassContext,
): Promise<ReadonlyMap<string, Frequencies | Refusal>> {
  const found = new Map<string, Frequencies | Refusal>();
  for (const some of chunks(names, columnsAtOnce))
    for (const entry of await listed(some, context)) found.set(...entry);
  return found;
}

/**
 * Lists all columns in one scan. If there are too many values, each column is scanned separately to find out which has
 * them.
 */
async function listed(
  names: readonly string[],
  context: PassContext,
): Promise<ReadonlyMap<string, Frequencies | Refusal>> {
  const together = await orRefuse(() => readTogether(names, context));
  if (!('refused' in together)) return together;
  if (names.length === 1) return new Map(names.map((name) => [name, together]));
  const alone = new Map<string, Frequencies | Refusal>();
  for (const name of names) {
    for (const entry of await listed([name], context)) alone.set(...entry);
  }
  return alone;
}

async function readTogether(
  names: readonly string[],
  context: PassContext,
): Promise<ReadonlyMap<string, Frequencies> | Refusal> {
  const { session, masked, pieces } = context;
  const values = names.map((name) => session.dialect.scalar(column(name), session));
  const list = values.map((value, at) => `${value} as k${at}`).join(', ');
  const most = mostValues * names.length;
  const facts = await pieceFacts(
    {
      question: `frequencies of ${list}`,
      select: ({ relation }) => session.dialect.frequencies(values, relation, most + 1),
      fact: (rows) => (rows.length > most ? null : encoded(rows, names.length)),
      isPrivate: names.some((name) => masked.has(name)),
    },
    pieces,
    context,
  );
  const lists = facts.filter((fact) => fact !== null);
  if (lists.length < facts.length) return { refused: 'there are too many values to list' };
  return new Map(
    names.map((name, at) => {
      const family = session.columns.find((one) => one.name === name)?.family;
      return [name, decoded(lists, at, family)];
    }),
  );
}

/** The values and counts of each column. */
type Encoded = readonly (readonly (readonly [Fact, number])[])[];

function encoded(rows: readonly Row[], columns: number): Encoded {
  return Array.from({ length: columns }, (_, at) => {
    // The engine sets a bit for each column that a set of keys leaves out, the last column's first.
    const own = rows.filter(({ absent }) => !(Number(absent) & (1 << (columns - 1 - at))));
    return own.map((row) => {
      const value = row[`k${at}`] ?? null;
      const isText = typeof value === 'string' || typeof value === 'boolean';
      return [isText ? value : numericFact(value as Numeric | null), Number(row.n)] as const;
    });
  });
}

function decoded(facts: readonly Encoded[], at: number, family: Family | undefined): Frequencies {
  const states = facts.map(
    (fact): FrequenciesState => ({
      kind: 'frequencies',
      counts: (fact[at] ?? []).map(([value, count]) => [
        family === 'integer' ? bigintOf(factNumeric(value)) : (value as string | boolean | null),
        BigInt(count),
      ]),
    }),
  );
  return mergeStates(states).counts;
}

/** Converts an integer to a bigint, so that equal ones are one key of a map. */
const bigintOf = (value: Numeric | null) =>
  value === null ? null : BigInt(value as number | bigint);
