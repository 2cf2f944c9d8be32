import { closest } from '../../value/closest.ts';
import { FuzzError } from '../fuzz-error.ts';
import type { Invariant } from '../invariant.ts';
import { columnOf, sharedColumns, tableOf } from './columns-of-option.ts';
import { commutesWithSplit } from './commutes-with-split.ts';
import { idempotent } from './idempotent.ts';
import { keeps } from './keeps.ts';
import { keepsSum } from './keeps-sum.ts';
import { monotone } from './monotone.ts';
import { noInventedValues } from './no-invented-values.ts';
import { orderIndependent } from './order-independent.ts';
import { ownInvariant } from './own-invariant.ts';
import type { TableColumns } from './tables.ts';

type Make = (tables: TableColumns) => Invariant;

const named: Readonly<Record<string, Make>> = {
  idempotent: (tables) => {
    refuseUnlikeInput(tables);
    return idempotent;
  },
  'order-independent': () => orderIndependent,
  'no invented values': (tables) =>
    noInventedValues(sharedColumns(tables, 'no invented values'), 'no invented values'),
  monotone: (tables) => monotone(tableOf(undefined, tables, 'monotone', 'monotone'), true),
  'commutes with split': (tables) =>
    commutesWithSplit(tableOf(undefined, tables, 'commutes with split', 'commutesWithSplit'), true),
};

type MakeOf = (value: unknown, tables: TableColumns) => Invariant;

const withArgument: Readonly<Record<string, MakeOf>> = {
  keeps: (value, tables) => keeps(columnOf(value, tables, 'keeps'), String(value)),
  keepsSum: (value, tables) => keepsSum(columnOf(value, tables, 'keepsSum'), String(value)),
  noInventedValues: (value, tables) => restricted(value, tables),
  monotone: (value, tables) =>
    monotone(tableOf(value, tables, 'monotone', 'monotone'), tables.input.size === 1),
  commutesWithSplit: (value, tables) =>
    commutesWithSplit(
      tableOf(value, tables, 'commutes with split', 'commutesWithSplit'),
      tables.input.size === 1,
    ),
};

/**
 * Makes an invariant of an option that a user wrote.
 *
 * @throws {FuzzError} `OPTION_INVALID` for a law, a column or a table that does not exist, and for a law that the columns
 * of the step can't have.
 */
export function invariantOf(option: unknown, tables: TableColumns): Invariant {
  if (typeof option === 'string') {
    if (Object.hasOwn(named, option)) return (named[option] as Make)(tables);
    throw invalid(
      `There is no invariant '${option}'.${meant(option, [...Object.keys(named), ...Object.keys(withArgument)])} ${known}`,
    );
  }
  if (typeof option !== 'object' || option === null || Array.isArray(option))
    throw invalid(
      `An invariant is a name or an object, and not ${Array.isArray(option) ? 'a list' : String(option)}. ${known}`,
    );
  const keys = Object.keys(option);
  if (keys.includes('holds')) return own(option as Readonly<Record<string, unknown>>);
  const [key = '', ...others] = keys;
  if (others.length > 0)
    throw invalid(
      `An invariant has one key, and this has ${keys.join(', ')}: write one object for each.`,
    );
  if (!Object.hasOwn(withArgument, key))
    throw invalid(
      `There is no invariant { ${key}: ... }.${meant(key, [...Object.keys(withArgument), 'holds'])} ${known}`,
    );
  return (withArgument[key] as MakeOf)(Reflect.get(option, key), tables);
}

const known = `The names are '${Object.keys(named).join("', '")}'; those with an argument are { ${Object.keys(withArgument).join(' }, { ')} }, and { name, holds } is your own.`;

const invalid = (message: string) => new FuzzError('OPTION_INVALID', message);

function meant(word: string, words: readonly string[]): string {
  const near = closest(word, words);
  return near === undefined ? '' : ` Did you mean '${near}'?`;
}

function own(option: Readonly<Record<string, unknown>>): Invariant {
  const { name, holds, ...others } = option;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw invalid(`An invariant of your own has name and holds, and no ${other}.`);
  if (typeof name !== 'string' || name.trim() === '')
    throw invalid(
      "An invariant of your own has a name, as its test is called: { name: 'adds no rows', holds }.",
    );
  if (typeof holds !== 'function')
    throw invalid(
      `The invariant '${name}' has no function: { name, holds: (input, output) => ... }.`,
    );
  return ownInvariant(name, holds as Parameters<typeof ownInvariant>[1]);
}

function restricted(value: unknown, tables: TableColumns): Invariant {
  const isExcept = typeof value === 'object' && value !== null && !Array.isArray(value);
  const list: unknown = isExcept ? Reflect.get(value, 'except') : value;
  if (!Array.isArray(list) || list.length === 0 || (isExcept && Object.keys(value).length > 1))
    throw invalid(
      "noInventedValues takes a list of columns, or those that it leaves out: { noInventedValues: ['country'] }, { noInventedValues: { except: ['id'] } }.",
    );
  const columns = list.map((name) => columnOf(name, tables, 'noInventedValues'));
  const names = `'${list.join("', '")}'`;
  if (!isExcept) return noInventedValues(columns, `no invented values in ${names}`);
  const left = sharedColumns(tables, 'noInventedValues').filter(
    (one) => !columns.some(({ table, column }) => table === one.table && column === one.column),
  );
  if (left.length === 0)
    throw invalid('noInventedValues leaves out all of the columns: nothing is left to look at.');
  return noInventedValues(left, `no invented values but in ${names}`);
}

/** The output is to be an input: there is one, and the output has all of its columns. */
function refuseUnlikeInput({ input, output }: TableColumns): void {
  const [[, columns = []] = []] = input;
  if (input.size !== 1)
    throw invalid("A step of several inputs can't be 'idempotent': its output is no input.");
  const missing = columns.find((name) => !output.includes(name));
  if (missing !== undefined)
    throw invalid(
      `The step can't be 'idempotent': its output is no input, for the contract of the output has no column '${missing}'.`,
    );
}
