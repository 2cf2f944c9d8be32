import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { numeric, temporal } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { approximate, compareNumeric, isNumeric } from '../../value/numeric.ts';
import { askEach, type Questions } from '../ask.ts';
import { isNamedCode } from '../key-names.ts';
import type { MeasuredColumn } from '../profile.ts';
import { type RelationEvidence, rarely, weigh } from './evidence.ts';
import { formulasOf } from './formulas.ts';
import { isNamedInOrder } from './named-orders.ts';
import { ordersOf } from './orders.ts';
import { placesOf } from './places.ts';
import type { FoundRelation, FoundRelations, RelatedColumn, Relation } from './relation.ts';

/** The most columns of times, of numbers that are added and multiplied, and of numbers in an order, that are looked at. */
const [mostTimes, mostNumbers, mostOrdered] = [8, 12, 24] as const;

/** The rows that are looked at, and those from which a relation is more than a remark. */
const [looked, enough] = [1000, 20] as const;

/** The weight from which it is no chance that all rows keep a relation: some thousand are tried, and one in 500 million is kept by chance. */
const heavy = 20;

/**
 * Finds relations between columns of a row that all rows keep: orders of times and of numbers whose names say so, sums and
 * products. Those that the first rows keep, more often than by chance, are asked of all rows, in one query.
 */
export async function findRelations(
  session: Session,
  facts: readonly MeasuredColumn[],
): Promise<FoundRelations> {
  const { times, ordered, added, leftOut } = chosen(facts);
  const names = new Set([...times, ...ordered, ...added].map(({ name }) => name));
  if (names.size < 2) return { relations: [], leftOut };
  const columns = await firstValuesOf(session, facts, names);
  const of = (some: readonly MeasuredColumn[]) => columns.filter((one) => some.includes(one.facts));
  const identifier = (name: string) => session.dialect.identifier(name);
  const likely = [
    ...ordersOf(of(times), identifier),
    ...ordersOf(of(ordered), identifier),
    ...formulasOf(of(added), identifier),
  ].flatMap((relation): readonly Likely[] => {
    const related = relation.columns.flatMap(
      (name) => columns.find(({ column }) => column.name === name) ?? [],
    );
    const evidence = weigh(relation, related);
    return evidence === null || !isLikely(relation, evidence) ? [] : [{ relation, evidence }];
  });
  const asked = withoutImplied(likely);
  const answers = await askEach(
    session,
    new Map(asked.map((one) => [one, questionsOn(one.relation, identifier)])),
  );
  const relations = asked.flatMap((one): readonly FoundRelation[] => {
    const [rows, kept] = [Number(answers.get(one)?.rows), Number(answers.get(one)?.kept)];
    const broken = rows - kept;
    if (broken > rows * rarely) return [];
    const { columns, rule } = one.relation;
    return [
      { columns, rule, rows, broken, isByChance: one.evidence.weight < heavy || rows < enough },
    ];
  });
  return { relations, leftOut };
}

/** A relation that the first rows keep, and what they say about it. */
interface Likely {
  readonly relation: Relation;
  readonly evidence: RelationEvidence;
}

/** Returns the questions how many rows have no NULL in the columns of a relation, and how many of those keep it. */
const questionsOn = (
  { columns, sql }: Relation,
  identifier: (name: string) => string,
): Questions => {
  const filled = columns.map((name) => `${identifier(name)} is not null`).join(' and ');
  return {
    rows: `count(case when ${filled} then 1 end)`,
    kept: `count(case when ${filled} and ${sql} then 1 end)`,
  };
};

/** The columns that relations are looked for among. */
interface Chosen {
  readonly times: readonly MeasuredColumn[];
  readonly ordered: readonly MeasuredColumn[];
  readonly added: readonly MeasuredColumn[];
  readonly leftOut: string | null;
}

function chosen(facts: readonly MeasuredColumn[]): Chosen {
  const moving = facts.filter(
    ({ min, max, unusual }) =>
      unusual === 0 && min !== null && max !== null && compareNumeric(min, max) !== 0,
  );
  const times = moving.filter(({ family }) => temporal.includes(family));
  const numbers = moving.filter((one) => numeric.includes(one.family) && isExact(one));
  const ordered = numbers.filter(({ name }) =>
    numbers.some((other) => isNamedInOrder(name, other.name) || isNamedInOrder(other.name, name)),
  );
  const added = numbers.filter(
    (one) => !one.isKey && one.duplicates === 0 && !isNamedCode(one.name) && !isFlag(one),
  );
  const left = [
    ...(times.length > mostTimes ? [`${counted(times.length, 'column')} of times`] : []),
    ...(added.length > mostNumbers ? [`${counted(added.length, 'column')} of numbers`] : []),
  ];
  return {
    times: times.slice(0, mostTimes),
    ordered: ordered.slice(0, mostOrdered),
    added: added.slice(0, mostNumbers),
    leftOut:
      left.length === 0
        ? null
        : `relations between columns were looked for among the first ${[...(times.length > mostTimes ? [mostTimes] : []), ...(added.length > mostNumbers ? [mostNumbers] : [])].join(' and ')} of ${left.join(' and ')}`,
  };
}

/** True for numbers that a double holds to the last digit. */
const isExact = ({ min, max }: MeasuredColumn): boolean =>
  [min, max].every(
    (end) => end !== null && Math.abs(approximate(end)) <= Number.MAX_SAFE_INTEGER / 2,
  );

const isFlag = ({ family, min, max }: MeasuredColumn): boolean =>
  family === 'integer' && compareNumeric(min ?? 0, 0) >= 0 && compareNumeric(max ?? 0, 1) <= 0;

/** Reads the values of columns in the first rows. */
async function firstValuesOf(
  session: Session,
  facts: readonly MeasuredColumn[],
  names: ReadonlySet<string>,
): Promise<readonly RelatedColumn[]> {
  const columns = session.columns.filter(({ name }) => names.has(name));
  const list = columns.map(({ name }, at) => `${session.dialect.identifier(name)} as v${at}`);
  const rows = await session.query(
    `select ${list.join(', ')} from ${session.relation} limit ${looked}`,
  );
  return columns.flatMap((column, at) => {
    const known = facts.find(({ name }) => name === column.name);
    if (known === undefined) return [];
    const values = rows.map((row) => numberOf(row[`v${at}`]));
    return [{ column, facts: known, values, places: isWhole(column) ? 0 : placesOf(values) }];
  });
}

const isWhole = ({ family }: ColumnDescription) => family !== 'float' && family !== 'decimal';

const numberOf = (value: unknown): number => {
  if (value instanceof Date) return value.getTime();
  return isNumeric(value) ? approximate(value) : NaN;
};

/** True for a relation that is no chance, or that names and a few rows suggest. */
const isLikely = ({ kind }: Relation, { rows, broken, weight }: RelationEvidence): boolean =>
  weight >= heavy || (kind === 'order' && rows >= 3 && rows < enough && broken === 0 && weight > 2);

/**
 * Leaves out orders that follow from two others, those of equal columns, and further formulas of a kind for one column: those that rows
 * break, and those of more columns.
 */
function withoutImplied(likely: readonly Likely[]): readonly Likely[] {
  const key = (columns: readonly (string | undefined)[]) => JSON.stringify(columns);
  const orders = new Set(
    likely.flatMap(({ relation: { kind, columns } }) => (kind === 'order' ? [key(columns)] : [])),
  );
  const names = new Set(likely.flatMap(({ relation }) => relation.columns));
  const formulas = Map.groupBy(likely, ({ relation: { kind, columns } }) =>
    key([kind, columns.at(-1)]),
  );
  return likely.filter((one) => {
    const { kind, columns } = one.relation;
    const [low, high] = columns;
    if (kind === 'order')
      return (
        !orders.has(key([high, low])) &&
        ![...names].some((mid) => orders.has(key([low, mid])) && orders.has(key([mid, high])))
      );
    const some = formulas.get(key([kind, columns.at(-1)])) ?? [];
    return one === (some.find(({ evidence }) => evidence.broken === 0) ?? some[0]);
  });
}
