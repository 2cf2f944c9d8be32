import { add as addNumeric } from '../../metric/additive-state.ts';
import {
  type Family,
  type Judge,
  keepsOrder,
  type Literal,
  type Predicate,
  type Scalar,
} from '../../metric/expression.ts';
import type { JudgeListener, ValidCells } from '../../metric/row-judge.ts';
import { nodesIn } from '../../metric/walk.ts';
import { isMultiple } from '../../value/multiple.ts';
import { compareNumeric, isNumeric } from '../../value/numeric.ts';
import type { EngineRow, EngineValue } from '../engine.ts';
import { Declined } from '../engine.ts';

export type { EngineRow };

/** The kinds of type of the columns, by name, as far as they are known. */
export type Families = ReadonlyMap<string, Family>;

type Test = (row: EngineRow) => boolean;
type Value = (row: EngineRow) => EngineValue;

/**
 * JavaScript as a dialect: predicates as functions of a row, for what an engine can't say and for rows that are in no
 * engine. It means the same as every other dialect; only a user's SQL is beyond it. A test may have to wait for an
 * async judge: ask it through `verdicts` (metric/judge.ts). `listener` hears what judges say beside their verdicts, and `valid` says
 * which cells an engine has found valid.
 */
export async function compilePredicate(
  node: Predicate,
  now: Date,
  families?: Families,
  listener?: JudgeListener,
  valid?: ValidCells,
): Promise<Test> {
  const judges = nodesIn(node).flatMap((one) => (one.kind === 'judged' ? [one.judge] : []));
  const prepared = await Promise.all(
    judges.map(async (judge) => [judge, await judge.prepare(families, listener, valid)] as const),
  );
  return compile(node, { now, families, judges: new Map(prepared) });
}

/**
 * Compiles a predicate in which no judge has to be prepared.
 *
 * @throws {Declined} for a judge, and for a user's SQL.
 */
export const compilePlain = (node: Predicate, now: Date): Test =>
  compile(node, { now, families: undefined, judges: new Map() });

interface Surroundings {
  readonly now: Date;
  readonly families: Families | undefined;
  readonly judges: ReadonlyMap<Judge, Test>;
}

function compile(node: Predicate, around: Surroundings): Test {
  switch (node.kind) {
    case 'always':
      return () => true;
    case 'and': {
      const terms = node.terms.map((term) => compile(term, around));
      const [first, second] = terms;
      // A call less for each row: most have two.
      if (first && second && terms.length === 2) return (row) => first(row) && second(row);
      return (row) => terms.every((term) => term(row));
    }
    case 'or': {
      const terms = node.terms.map((term) => compile(term, around));
      return (row) => terms.some((term) => term(row));
    }
    case 'not': {
      const term = compile(node.term, around);
      return (row) => !term(row);
    }
    case 'judged': {
      const judge = around.judges.get(node.judge);
      if (judge === undefined) throw new Declined('a judge has to be prepared');
      return judge;
    }
    case 'sql':
      throw new Declined("a user's SQL is for the engine");
    default:
      return compileTest(node, around.now, around.families);
  }
}

type ValueTest = Extract<
  Predicate,
  { kind: 'isNull' | 'isNaN' | 'isInfinite' | 'compare' | 'oneOf' | 'matches' | 'multipleOf' }
>;

function compileTest(node: ValueTest, now: Date, families: Families | undefined): Test {
  if (node.kind === 'compare') {
    const left = compileScalar(node.left, now, families);
    const right = compileScalar(node.right, now, families);
    const holds = keepsOrder[node.op];
    return (row) => compareValues(holds, left(row), right(row));
  }
  const value = compileScalar(node.of, now, families);
  const test = compileValueTest(node);
  return (row) => test(value(row));
}

function compileValueTest(
  node: Exclude<ValueTest, { kind: 'compare' }>,
): (value: EngineValue) => boolean {
  switch (node.kind) {
    case 'isNull':
      return (value) => value === null;
    case 'isNaN':
      return (value) => Number.isNaN(value);
    case 'isInfinite':
      return (value) => value === Infinity || value === -Infinity;
    case 'oneOf':
      return (value) =>
        node.values.some((one) => compareValues(keepsOrder['='], value, fromLiteral(one)));
    case 'matches': {
      const pattern = new RegExp(node.source, node.flags.replace(/[gd]/g, ''));
      return (value) => typeof value === 'string' && pattern.test(value);
    }
    case 'multipleOf':
      return (value) => isNumeric(value) && isMultiple(value, node.step);
  }
}

function compileScalar(node: Scalar, now: Date, families: Families | undefined): Value {
  switch (node.kind) {
    case 'column':
      return families?.get(node.name) === 'json'
        ? (row) => parseJson(row[node.name] ?? null)
        : (row) => row[node.name] ?? null;
    case 'literal':
      return () => fromLiteral(node.value);
    case 'now':
      return () => now;
    case 'length': {
      const of = compileScalar(node.of, now, families);
      return (row) => lengthOf(of(row));
    }
    case 'elapsed': {
      const of = compileScalar(node.of, now, families);
      return (row) => elapsed(of(row), now);
    }
    case 'add': {
      const terms = node.terms.map((term) => compileScalar(term, now, families));
      return (row) => terms.map((term) => term(row)).reduce(add);
    }
    case 'sql':
      throw new Declined("a user's SQL is for the engine");
  }
}

/** A column of mixed JSON comes as text; what is in it is text, a number, a boolean or null. */
function parseJson(value: EngineValue): EngineValue {
  return typeof value === 'string' ? (JSON.parse(value) as EngineValue) : value;
}

const fromLiteral = (value: Literal): EngineValue => value;
const lengthOf = (value: EngineValue) => (typeof value === 'string' ? codePoints(value) : null);

function codePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.codePointAt(at) ?? 0) <= 0xff_ff) continue;
    count -= 1;
    at += 1;
  }
  return count;
}

const elapsed = (value: EngineValue, now: Date) =>
  value instanceof Date ? now.getTime() - value.getTime() : null;

const add = (left: EngineValue, right: EngineValue): EngineValue =>
  isNumeric(left) && isNumeric(right) ? addNumeric(left, right) : null;

/** Unknown, and so false, where a side is NULL or the two have no order. */
function compareValues(
  holds: (sign: number) => boolean,
  left: EngineValue,
  right: EngineValue,
): boolean {
  const sign = order(left, right);
  return sign !== null && holds(sign);
}

function order(left: EngineValue, right: EngineValue): number | null {
  if (isNumeric(left) && isNumeric(right)) return compareNumeric(left, right);
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'string' && typeof right === 'string') return orderText(left, right);
  return null;
}

/** By code point, as UTF-8 bytes are ordered; `<` on strings goes by UTF-16 unit, which differs beyond U+FFFF. */
function orderText(left: string, right: string): number {
  if (left === right) return 0;
  // Half a character, which only a limit can hold, is U+FFFD in bytes.
  return Buffer.compare(Buffer.from(left), Buffer.from(right)) || (left < right ? -1 : 1);
}
