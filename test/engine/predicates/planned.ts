import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import {
  contract,
  type Expectation,
  type Outcome,
  parquet,
  type Rows,
  z,
} from '../../../src/index.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { now } from '../../support/measured.ts';
import type { Case } from './cases.ts';
import type { Column } from './columns.ts';
import type { Conditions } from './conditions.ts';
import type { Counts, CountsById } from './counts.ts';

/** Why a predicate has no verdict: it takes a NaN for a number, says the same of every row, or seeks what no FLOAT is. */
export type Refusal = 'NaN' | 'constant' | 'no FLOAT';

export interface Planned {
  readonly counts: CountsById;
  /** By the id of the case. */
  readonly refused: ReadonlyMap<string, Refusal>;
}

/** Asks Assay's plan for all counts in one contract. */
export async function planned(
  cases: readonly Case[],
  columns: readonly Column[],
  path: string,
): Promise<Planned> {
  const schema = z.object(Object.fromEntries(columns.map(({ name }) => [name, z.any()])));
  const held = contract('predicates', { schema }, ({ rows, column }) =>
    cases.flatMap((one) => expectationsOf(one, rows, column as unknown as AnyColumnOf)),
  );
  const wanted = new Set(cases.flatMap(({ id }) => [matchingId(id), violatingId(id)]));
  const outcomes = await measureContract({
    contract: held,
    dataset: parquet(path),
    selected: new Set(
      titledExpectations(held).flatMap(({ id, title }) => (wanted.has(title) ? [id] : [])),
    ),
    settings: { root: import.meta.dirname, now },
  });
  const byId = new Map(outcomes.map((outcome) => [outcome.title, outcome]));
  const refusals = cases.map(({ id }) => [id, refusalOf(byId.get(violatingId(id)))] as const);
  const refused = new Map(refusals.flatMap(([id, why]) => (why === null ? [] : [[id, why]])));
  const answered = cases.filter(({ id }) => !refused.has(id));
  return { counts: new Map(answered.map((one) => [one.id, countsOf(one, byId)])), refused };
}

function refusalOf(outcome: Outcome | undefined): Refusal | null {
  if (outcome?.problem?.code === 'NAN_COMPARED') return 'NaN';
  const message = outcome?.problem?.message ?? '';
  if (/^no data can miss it: it looks for values in a FLOAT column/.test(message))
    return 'no FLOAT';
  return /is refused: it is true for (every|no) row/.test(message) ? 'constant' : null;
}

/** The names of the columns are data here, and so are their types. */
type AnyColumnOf = (name: string) => Conditions;
type AnyRows = Pick<Rows<Record<string, z.ZodAny>>, 'satisfy' | 'where'>;

const matchingId = (id: string) => `${id}: matching`;
const violatingId = (id: string) => `${id}: violating`;

/** Bounds that hold whatever comes out: a missed one would ask for examples of rows. */
function expectationsOf(one: Case, rows: AnyRows, column: AnyColumnOf): Expectation[] {
  const condition =
    one.kind === 'sql' ? rows.satisfy(one.text) : one.build(column(one.column.name));
  const violating = condition.except(1_000_000_000).allowEmpty().named(violatingId(one.id));
  if (one.kind === 'api') return [violating];
  return [rows.where(one.text).count().atMost(1_000_000_000).named(matchingId(one.id)), violating];
}

function countsOf({ kind, id }: Case, outcomes: ReadonlyMap<string, Outcome>): Counts {
  const violating = answered(violatingId(id), outcomes);
  const matching = kind === 'sql' ? answered(matchingId(id), outcomes) : null;
  return {
    matching: matching && Number(matching.value),
    violating: violating.violations ?? Number.NaN,
    judged: violating.of ?? Number.NaN,
  };
}

function answered(id: string, outcomes: ReadonlyMap<string, Outcome>): Outcome {
  const outcome = outcomes.get(id);
  if (!outcome) throw new Error(`There is no outcome of ${id}.`);
  if (outcome.problem) throw new Error(`${id}: ${outcome.problem.message}`);
  return outcome;
}
