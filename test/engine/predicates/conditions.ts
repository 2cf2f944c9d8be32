import type { Condition, Literal } from '../../../src/index.ts';
import type { Column } from './columns.ts';
import { type Draw, pick } from './draw.ts';
import type { Family } from './types.ts';

/** The conditions of a column, whose type is not known to the compiler here. */
export interface Conditions {
  notNull(): Condition;
  in(values: readonly Literal[]): Condition;
  notIn(values: readonly Literal[]): Condition;
  between(low: Literal, high: Literal): Condition;
  atLeast(limit: Literal): Condition;
  atMost(limit: Literal): Condition;
  above(limit: Literal): Condition;
  below(limit: Literal): Condition;
  before(limit: Literal): Condition;
  after(limit: Literal): Condition;
}

/** A condition of the API, and in SQL which rows violate it; a row whose value is NULL is not judged. */
export interface ConditionCase {
  readonly build: (column: Conditions) => Condition;
  readonly violating: string;
}

/** A constant as the API takes it, and as SQL says the same without leaning on the type of the column. */
interface Known {
  readonly literal: Literal;
  readonly sql: string;
}

/** How a value of a family is compared in SQL, and what constants it is compared with. */
interface Meaning {
  readonly subject: (column: Column) => string;
  readonly known: (value: string, column: Column) => Known | null;
  readonly absent: readonly Known[];
}

const decimal = (sql: string): Known => ({ literal: Number(sql), sql });

const instant = (ms: number, { type }: Column): Known => ({
  literal: new Date(ms),
  sql: type.sql === 'timestamp_ns' ? `${ms}000000` : `${ms}000`,
});

const meanings: Readonly<Partial<Record<Family, Meaning>>> = {
  number: {
    // As a double a float is itself, and not the decimal that it is printed as.
    subject: ({ name, type }) => (type.sql === 'float' ? `cast(${name} as double)` : name),
    known: (value, { type }) => {
      if (type.sql !== 'float' && type.sql !== 'double') return decimal(value);
      const literal = Number(value);
      return Number.isFinite(literal) ? { literal, sql: `cast('${value}' as double)` } : null;
    },
    absent: [decimal('0.1'), decimal('7'), decimal('100000')],
  },
  bigint: {
    subject: ({ name }) => `cast(${name} as decimal(38, 10))`,
    known: (value) => {
      const whole = value.split('.')[0] ?? '';
      return { literal: BigInt(whole), sql: `cast(${whole} as decimal(38, 10))` };
    },
    absent: [{ literal: 7n, sql: '7' }],
  },
  text: {
    subject: ({ name }) => `cast(${name} as varchar)`,
    known: (value) =>
      value.includes('\0') ? null : { literal: value, sql: `'${value.replaceAll("'", "''")}'` },
    absent: [{ literal: 'none of them', sql: "'none of them'" }],
  },
  boolean: {
    subject: ({ name }) => name,
    known: (value) => ({ literal: value === 'true', sql: value }),
    absent: [],
  },
  time: {
    subject: ({ name, type }) =>
      type.sql === 'timestamp_ns' ? `epoch_ns(${name})` : `epoch_us(${name})`,
    // What is finer than a Date is cut off, and so mostly absent.
    known: (value, column) => {
      const iso = value
        .replace(' ', 'T')
        .replace(/(\.\d{3})\d+/, '$1')
        .replace(/\+00$/, '');
      const ms = Date.parse(`${iso}${iso.includes('T') ? 'Z' : ''}`);
      return Number.isNaN(ms) ? null : instant(ms, column);
    },
    absent: [],
  },
};

const isFloat = ({ type }: Column) => type.sql === 'float' || type.sql === 'double';

/** NaN passes no comparison. */
const fails = (column: Column, comparison: string) =>
  isFloat(column) ? `(isnan(${column.name}) or not ${comparison})` : `not ${comparison}`;

type Writer = (
  column: Column,
  subject: string,
  constants: readonly [Known, Known, Known],
) => ConditionCase;

const limit =
  (method: 'atLeast' | 'atMost' | 'above' | 'below' | 'before' | 'after', op: string): Writer =>
  (column, subject, [{ literal, sql }]) => ({
    build: (built) => built[method](literal),
    violating: fails(column, `(${subject} ${op} ${sql})`),
  });

const member =
  (method: 'in' | 'notIn', count: number): Writer =>
  (column, subject, constants) => {
    const some = constants.slice(0, count);
    const found = `(${some.map(({ sql }) => `${subject} = ${sql}`).join(' or ')})`;
    const real = isFloat(column) ? `(not isnan(${column.name}) and ${found})` : found;
    return {
      build: (built) => built[method](some.map(({ literal }) => literal)),
      violating: method === 'in' ? `not ${real}` : real,
    };
  };

const between: Writer = (column, subject, [one, other]) => {
  const [low, high] = one.literal > other.literal ? [other, one] : [one, other];
  return {
    build: (built) => built.between(low.literal, high.literal),
    violating: fails(column, `(${subject} >= ${low.sql} and ${subject} <= ${high.sql})`),
  };
};

const ordered = ['number', 'bigint', 'time'] as const;
const numbers = ['number', 'bigint'] as const;
const members = ['number', 'bigint', 'text', 'boolean', 'time'] as const;

const writers: Readonly<Record<string, readonly [readonly Family[], Writer | null]>> = {
  '.in one': [members, member('in', 1)],
  '.in several': [members, member('in', 3)],
  '.notIn': [members, member('notIn', 3)],
  '.between': [ordered, between],
  '.atLeast': [numbers, limit('atLeast', '>=')],
  '.atMost': [numbers, limit('atMost', '<=')],
  '.above': [numbers, limit('above', '>')],
  '.below': [numbers, limit('below', '<')],
  '.before': [['time'], limit('before', '<')],
  '.after': [['time'], limit('after', '>')],
};

export const conditionNames = Object.keys(writers);

/** The condition of that name; null where the column has none. */
export function conditionOf(name: string, column: Column, draw: Draw): ConditionCase | null {
  const [families, write] = writers[name] ?? [[], null];
  const meaning = meanings[column.type.family];
  if (!write || !meaning || !families.includes(column.type.family)) return null;
  const known = column.values.flatMap((value) => meaning.known(value, column) ?? []);
  const one = () => pick(draw(5) === 0 && meaning.absent.length > 0 ? meaning.absent : known, draw);
  return known.length === 0 ? null : write(column, meaning.subject(column), [one(), one(), one()]);
}
