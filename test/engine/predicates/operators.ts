import { type Column, constant, quoted, range } from './columns.ts';
import { type Draw, pick } from './draw.ts';

/** What a predicate is made of: a column, one of its type, which may be the same, and chance. */
interface Given {
  readonly column: Column;
  readonly other: Column;
  /** All others of its type. */
  readonly others: readonly Column[];
  readonly draw: Draw;
}

/** A way to write a predicate; null where the column's type has no such way. */
type Operator = (given: Given) => string | null;

const compared =
  (op: string): Operator =>
  ({ column, draw }) =>
    `${column.name} ${op} ${constant(column, draw)}`;

const constants = ({ column, draw }: Given, count: number) =>
  Array.from({ length: count }, () => constant(column, draw)).join(', ');

/** Of text columns: with a piece of one of their values. */
const withText =
  (write: (name: string, text: string) => string, from: 'start' | 'end' | 'middle'): Operator =>
  ({ column, draw }) => {
    if (column.type.sql !== 'varchar') return null;
    const characters = [...pick(column.values, draw).replaceAll('\0', '')];
    const length = draw(4) + 1;
    const at = from === 'start' ? 0 : from === 'end' ? -length : draw(characters.length + 1);
    return write(column.name, characters.slice(at, at < 0 ? undefined : at + length).join(''));
  };

const withFloat =
  (write: (name: string, value: string) => string): Operator =>
  ({ column, draw }) =>
    ['float', 'double'].includes(column.type.sql)
      ? write(column.name, constant(column, draw))
      : null;

/** Of struct columns: of a field, which DuckDB pushes into the scan as it does a column. */
const withField =
  (write: (name: string, value: number) => string): Operator =>
  ({ column, draw }) =>
    column.type.family === 'struct' ? write(column.name, draw(60) * 2) : null;

export const operators: Readonly<Record<string, Operator>> = {
  equal: compared('='),
  unequal: compared('<>'),
  less: compared('<'),
  atMost: compared('<='),
  greater: compared('>'),
  atLeast: compared('>='),
  flipped: ({ column, draw }) => `${constant(column, draw)} < ${column.name}`,
  between: ({ column, draw }) => `${column.name} between ${range(column, draw).join(' and ')}`,
  betweenAny: (given) =>
    `${given.column.name} between ${constants(given, 1)} and ${constants(given, 1)}`,
  notBetween: ({ column, draw }) =>
    `${column.name} not between ${range(column, draw).join(' and ')}`,
  inOne: (given) => `${given.column.name} in (${constants(given, 1)})`,
  inSome: (given) => `${given.column.name} in (${constants(given, 2 + given.draw(4))})`,
  notInOne: (given) => `${given.column.name} not in (${constants(given, 1)})`,
  notInSome: (given) => `${given.column.name} not in (${constants(given, 2 + given.draw(4))})`,
  isNull: ({ column }) => `${column.name} is null`,
  isNotNull: ({ column }) => `${column.name} is not null`,
  distinctFrom: compared('is distinct from'),
  notDistinctFrom: compared('is not distinct from'),
  notUnequal: (given) => `not (${given.column.name} <> ${constants(given, 1)})`,
  notLess: (given) => `not ${given.column.name} < ${constants(given, 1)}`,
  notTrue: (given) => `(${given.column.name} = ${constants(given, 1)}) is not true`,
  within: ({ column: { name }, column, draw }) => {
    const [low, high] = range(column, draw);
    return `${name} >= ${low} and ${name} < ${high}`;
  },
  without: ({ column: { name }, column, draw }) => {
    const [low, high] = range(column, draw);
    return `${name} < ${low} or ${name} > ${high}`;
  },
  equalOrNull: (given) =>
    `${given.column.name} = ${constants(given, 1)} or ${given.column.name} is null`,
  either: ({ column, other, draw }) =>
    `${column.name} = ${constant(column, draw)} or ${other.name} > ${constant(other, draw)}`,
  both: ({ column, other, draw }) =>
    `${column.name} <= ${constant(column, draw)} and ${other.name} is not null`,
  neither: ({ column, other, draw }) =>
    `not (${column.name} = ${constant(column, draw)} or ${other.name} < ${constant(other, draw)})`,
  // A column beside itself is refused, so that another one takes its place.
  besideColumn: ({ column, others, draw }) =>
    others.length === 0
      ? null
      : `${column.name} ${pick(['=', '<>', '<', '>='], draw)} ${pick(others, draw).name}`,
  case: ({ column, other, draw }) =>
    `case when ${column.name} > ${constant(column, draw)} then true else ${other.name} = ${constant(other, draw)} end`,
  prefixLike: withText((name, text) => `${name} like ${quoted(`${text}%`)}`, 'start'),
  suffixLike: withText((name, text) => `${name} like ${quoted(`%${text}`)}`, 'end'),
  middleLike: withText((name, text) => `${name} like ${quoted(`%${text}%`)}`, 'middle'),
  notLike: withText((name, text) => `${name} not like ${quoted(`${text}%`)}`, 'start'),
  anyCaseLike: withText((name, text) => `${name} ilike ${quoted(`${text}%`)}`, 'start'),
  startsWith: withText((name, text) => `starts_with(${name}, ${quoted(text)})`, 'start'),
  prefix: withText((name, text) => `prefix(${name}, ${quoted(text)})`, 'start'),
  atLeastText: withText((name, text) => `${name} >= ${quoted(text)}`, 'start'),
  isNaN: withFloat((name) => `isnan(${name})`),
  notNaN: withFloat((name, value) => `not isnan(${name}) and ${name} >= ${value}`),
  finite: withFloat((name, value) => `isfinite(${name}) or ${name} = ${value}`),
  infinite: withFloat((name) => `${name} = 'inf' or ${name} = '-inf'`),
  fieldEqual: withField((name, value) => `${name}.a = ${value}`),
  fieldAbove: withField((name, value) => `${name}.a > ${value}`),
  fieldNull: withField((name) => `${name}.a is null`),
  fieldText: withField((name) => `${name}.b >= 'sku-02'`),
};
