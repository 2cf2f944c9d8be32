import { printArgument } from '../../metric/subject.ts';
import { approximate } from '../../value/numeric.ts';
import { unrounded } from './places.ts';
import type { RelatedColumn, Relation } from './relation.ts';

/** The share of a value by which numbers that were not rounded may differ from what a formula gives. */
const relative = 1e-9;

/** Writes a name as SQL. */
type Identifier = (name: string) => string;

/** Returns the sums and products of columns that may make up another column; those of fewer columns stand first. */
export function formulasOf(
  columns: readonly RelatedColumn[],
  identifier: Identifier,
): readonly Relation[] {
  const pairs = pairsOf(columns);
  const triples = pairs.flatMap((pair) =>
    columns
      .slice(columns.indexOf(pair[1] ?? pair[0]) + 1)
      .map((last): readonly RelatedColumn[] => [...pair, last]),
  );
  const of = (
    parts: readonly (readonly RelatedColumn[])[],
    formula: (parts: readonly RelatedColumn[], made: RelatedColumn) => readonly Relation[],
  ) =>
    parts.flatMap((some) =>
      columns.flatMap((made) => (some.includes(made) ? [] : formula(some, made))),
    );
  return [
    ...of(pairs, (some, made) => [sum(some, made, identifier)]),
    ...of(triples, (some, made) => [sum(some, made, identifier)]),
    ...of(pairs, (some, made) => [product(some, null, made, identifier)]),
    ...of(
      columns.map((one) => [one]),
      (some, made) => changed(some, made, columns, identifier),
    ),
    ...of(pairs, (some, made) => changed(some, made, columns, identifier)),
  ];
}

const pairsOf = (
  columns: readonly RelatedColumn[],
): readonly (readonly [RelatedColumn, RelatedColumn])[] =>
  columns.flatMap((one, at) => columns.slice(at + 1).map((other) => [one, other] as const));

/** A column by whose share a product is less or more: a discount, or a rate. */
interface Change {
  readonly by: RelatedColumn;
  readonly sign: '-' | '+';
}

/** Returns the products of columns that a share of a further column lessens or raises. */
const changed = (
  factors: readonly RelatedColumn[],
  made: RelatedColumn,
  columns: readonly RelatedColumn[],
  identifier: Identifier,
): readonly Relation[] =>
  columns
    .filter((by) => by !== made && !factors.includes(by) && isShare(by) && !factors.some(isShare))
    .flatMap((by) =>
      (['-', '+'] as const).map((sign) => product(factors, { by, sign }, made, identifier)),
    );

/** True for numbers from 0 to 1 that are not all whole. */
const isShare = ({ column, facts: { min, max } }: RelatedColumn): boolean =>
  column.family !== 'integer' &&
  min !== null &&
  max !== null &&
  approximate(min) >= 0 &&
  approximate(max) <= 1;

function sum(
  terms: readonly RelatedColumn[],
  made: RelatedColumn,
  identifier: Identifier,
): Relation {
  const all = [...terms, made];
  const places = made.places;
  const most = Math.max(...terms.map((one) => one.places));
  const isWhole = all.every(({ column }) => column.family === 'integer');
  // Terms that have no more places than their sum make it up to the last one.
  const room = isWhole ? 0 : decimal((most <= places ? 5 : 10) * 10 ** -(places + 1));
  const text = terms.map(({ column }) => `cast(${identifier(column.name)} as double)`).join(' + ');
  const total = identifier(made.column.name);
  const [first = '', ...others] = terms.map(
    ({ column }) => `column(${printArgument(column.name)})`,
  );
  const called = `${first}.plus(${others.join(', ')}).equals`;
  const base = { kind: 'sum' as const, columns: all.map(({ column }) => column.name) };
  const added = (values: readonly number[]) =>
    values.slice(0, -1).reduce((one, other) => one + other, 0);
  if (places >= unrounded || most >= unrounded) {
    const predicate = (left: string) => `abs(${left} - ${total}) <= ${relative} * abs(${total})`;
    return {
      ...base,
      holds: (values) => isNear(added(values), values.at(-1) ?? NaN),
      sql: predicate(text),
      rule: satisfy(predicate(terms.map(({ column }) => identifier(column.name)).join(' + '))),
    };
  }
  return {
    ...base,
    holds: (values) => Math.abs(added(values) - (values.at(-1) ?? NaN)) <= room,
    sql: `abs(${text} - ${total}) <= ${room}`,
    rule: `${called}(column(${printArgument(made.column.name)})${room === 0 ? '' : `, ${room}`})`,
  };
}

function product(
  factors: readonly RelatedColumn[],
  change: Change | null,
  made: RelatedColumn,
  identifier: Identifier,
): Relation {
  const all = [...factors, ...(change === null ? [] : [change.by]), made];
  const places = made.places;
  const isWhole = all.every(({ column }) => column.family === 'integer');
  const total = identifier(made.column.name);
  const end = change === null ? '' : ` * (1 ${change.sign} ${identifier(change.by.column.name)})`;
  const written = (names: readonly string[]) => `${names.join(' * ')}${end}`;
  const sign = change?.sign === '-' ? -1 : 1;
  const value = (values: readonly number[]) => {
    const base = values.slice(0, factors.length).reduce((one, other) => one * other, 1);
    return change === null ? base : base * (1 + sign * (values[factors.length] ?? NaN));
  };
  const unit = decimal(10 ** -places);
  const predicate = (left: string) => {
    if (isWhole) return `${left} = ${total}`;
    return places >= unrounded
      ? `abs(${left} - ${total}) <= ${relative} * abs(${total})`
      : `abs(${left} - ${total}) < ${unit}`;
  };
  const names = factors.map(({ column }) => identifier(column.name));
  const [first = '', ...others] = names;
  return {
    kind: 'product',
    columns: all.map(({ column }) => column.name),
    holds: (values) => {
      const last = values.at(-1) ?? NaN;
      if (isWhole) return value(values) === last;
      return places >= unrounded
        ? isNear(value(values), last)
        : Math.abs(value(values) - last) < unit;
    },
    sql: predicate(written(names.map((name) => `cast(${name} as double)`))),
    rule: satisfy(
      predicate(written(mayOverflow(factors) ? [`${first}::double`, ...others] : names)),
    ),
  };
}

/** True for factors whose product has a type that may be too small for it. */
const mayOverflow = (factors: readonly RelatedColumn[]): boolean =>
  !factors.slice(0, 2).some(({ column }) => column.type === 'DOUBLE') &&
  !factors.every(({ column }) => column.type === 'BIGINT');

const satisfy = (sql: string) => `rows.satisfy(${printArgument(sql)})`;

const isNear = (one: number, other: number) => Math.abs(one - other) <= relative * Math.abs(other);

/** Takes off the digits that a power of ten has as a double. */
const decimal = (value: number) => Number(value.toPrecision(3));
