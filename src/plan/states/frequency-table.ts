import type { EngineValue } from '../../engine/engine.ts';
import { column, type Family } from '../../metric/expression.ts';
import { type FrequenciesState, mergeStates } from '../../metric/state.ts';
import type { Numeric } from '../../value/numeric.ts';
import type { PassContext, Refusal } from '../measure-request.ts';
import { type Fact, factNumeric, numericFact } from './facts.ts';
import { chunks } from './item-states.ts';
import { orRefuse, type Row, tableFacts } from './piece-queries.ts';

/** More values than this are no short list, and the next pass measures. */
const mostValues = 2000;

/** How often each value of a column occurs. */
export type Frequencies = readonly (readonly [value: EngineValue, count: bigint])[];

/** Columns of one scan: the engine tells which of them a row is of by bits of a number, and JavaScript knows 31. */
const columnsAtOnce = 30;

/** How often each value of these columns occurs; refused where there are too many. */
export async function frequenciesOf(
  names: readonly string[],
  context: PassContext,
): Promise<ReadonlyMap<string, Frequencies | Refusal>> {
  const found = new Map<string, Frequencies | Refusal>();
  for (const some of chunks(names, columnsAtOnce))
    for (const entry of await listed(some, context)) found.set(...entry);
  return found;
}

/** All columns in one scan; where there are too many values, each alone, to tell whose they are. */
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
  const facts = await tableFacts(
    {
      question: `frequencies of ${list}`,
      select: ({ relation }) => session.dialect.frequencies(values, relation, most + 1),
      fact: (rows) => (rows.length > most ? null : encoded(rows, names.length)),
      isPrivate: names.some((name) => masked.has(name)),
    },
    pieces,
    context,
  );
  if (facts.includes(null)) return { refused: 'there are too many values to list' };
  return new Map(
    names.map((name, at) => {
      const family = session.columns.find((one) => one.name === name)?.family;
      return [name, decoded(facts as readonly Encoded[], at, family)];
    }),
  );
}

/** For each column, its values and their counts. */
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
      counts: (fact[at] ?? []).map(([told, count]) => [
        family === 'integer' ? bigintOf(factNumeric(told)) : (told as string | boolean | null),
        BigInt(count),
      ]),
    }),
  );
  return mergeStates(states).counts;
}

/** One integer is one key of a map. */
const bigintOf = (value: Numeric | null) =>
  value === null ? null : BigInt(value as number | bigint);
