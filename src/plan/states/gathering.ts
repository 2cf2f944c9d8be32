import type { PassContext } from '../measure-request.ts';
import type { Item } from '../select.ts';
import type { Fact } from './facts.ts';
import { statesOf } from './item-states.ts';
import { pieceFacts } from './piece-queries.ts';
import type { Gathering, PieceTable, States } from './piece-table.ts';
import type { Piece } from './pieces.ts';
import { sharedFacts } from './shared-facts.ts';

/**
 * Runs a task for each of a list, side by side, and returns the answer of each. Once all tasks wait for an answer, what they ask for is answered by few
 * queries. A query that fails is asked again for each task, so that its error reaches only the task that causes it.
 * Throws the error of the first task that failed, when all have ended.
 */
export async function together<One, Answer>(
  list: readonly One[],
  context: PassContext,
  task: (one: One, context: PassContext) => Promise<Answer>,
): Promise<ReadonlyMap<One, Answer>> {
  let running = list.length;
  let isAnswering = false;
  let states: Asked<AskedStates, States>[] = [];
  let facts: Asked<AskedFacts, readonly Fact[]>[] = [];
  const proceed = async () => {
    const waiting = states.length + facts.length;
    if (isAnswering || waiting === 0 || waiting < running) return;
    isAnswering = true;
    const [askedStates, askedFacts] = [states, facts];
    [states, facts] = [[], []];
    const answered = [
      ...(await answerStates(askedStates, context)),
      ...(await answerFacts(askedFacts, context)),
    ];
    isAnswering = false;
    for (const settle of answered) settle();
  };
  const ask = <Question, Found>(to: Asked<Question, Found>[], question: Question) => {
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    to.push({ question, resolve, reject });
    void proceed();
    return promise;
  };
  const gathering: Gathering = {
    states: (items, pieces) => ask(states, { items, pieces }),
    // The facts of a table are what its `fact` gives.
    facts: <F extends Fact>(table: PieceTable<F>, pieces: readonly Piece[]) =>
      ask(facts, { table, pieces }) as Promise<readonly F[]>,
  };
  const run = async (one: One) => {
    try {
      return await task(one, { ...context, gathering });
    } finally {
      running -= 1;
      void proceed();
    }
  };
  const ended = await Promise.allSettled(list.map(run));
  return new Map(
    list.map((one, at) => {
      const end = ended[at] as PromiseSettledResult<Answer>;
      if (end.status === 'rejected') throw end.reason;
      return [one, end.value];
    }),
  );
}

interface Asked<Question, Found> {
  readonly question: Question;
  resolve(found: Found): void;
  reject(error: unknown): void;
}

interface AskedStates {
  readonly items: readonly Item[];
  readonly pieces: readonly Piece[];
}

interface AskedFacts {
  readonly table: PieceTable;
  readonly pieces: readonly Piece[];
}

/** Hands an answer over to its task. Nothing is handed over before all are there, so that tasks ask together again. */
type Settle = () => void;

async function answerStates(
  asked: readonly Asked<AskedStates, States>[],
  context: PassContext,
): Promise<readonly Settle[]> {
  const settles: Settle[] = [];
  for (const [pieces, alike] of Map.groupBy(asked, ({ question }) => question.pieces)) {
    const items = alike.flatMap(({ question }) => question.items);
    const all = await outcomeOf(() => statesOf(items, pieces, context));
    for (const one of alike) {
      const found =
        'error' in all && alike.length > 1
          ? await outcomeOf(() => statesOf(one.question.items, pieces, context))
          : all;
      settles.push(settled(one, found));
    }
  }
  return settles;
}

async function answerFacts(
  asked: readonly Asked<AskedFacts, readonly Fact[]>[],
  context: PassContext,
): Promise<readonly Settle[]> {
  const questions = asked.map(({ question }) => question);
  const known = await outcomeOf(() => sharedFacts(questions, context));
  const settles: Settle[] = [];
  for (const [at, one] of asked.entries()) {
    const { table, pieces } = one.question;
    const found = 'error' in known ? null : (known.value[at] ?? null);
    settles.push(
      settled(
        one,
        found === null
          ? await outcomeOf(() => pieceFacts(table, pieces, context))
          : { value: found },
      ),
    );
  }
  return settles;
}

type OutcomeOf<Found> = { readonly value: Found } | { readonly error: unknown };

async function outcomeOf<Found>(work: () => Promise<Found>): Promise<OutcomeOf<Found>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

const settled =
  <Found>({ resolve, reject }: Asked<unknown, Found>, found: OutcomeOf<Found>): Settle =>
  () =>
    'error' in found ? reject(found.error) : resolve(found.value);
