import { closest } from '../../value/closest.ts';
import { FuzzError } from '../fuzz-error.ts';
import type { SharedColumn, TableColumns } from './tables.ts';

/**
 * Finds the column that an option names, `'txn_id'`, or `'orders.txn_id'` where there are several inputs.
 *
 * @throws {FuzzError} `OPTION_INVALID` for a column that the input or the output does not have.
 */
export function columnOf(name: unknown, tables: TableColumns, option: string): SharedColumn {
  const shared = everyShared(tables);
  const found = shared.find((one) => nameOf(one, tables) === name);
  if (found) return found;
  if (typeof name !== 'string') throw invalid(`${option} takes the name of a column.`);
  const names = shared.map((one) => nameOf(one, tables));
  const near = closest(name, names);
  throw invalid(
    `${option} names the column '${name}', which ${placeOf(name, tables)}.${near === undefined ? '' : ` Did you mean '${near}'?`} ${names.length === 0 ? 'They share no column.' : `Both have '${names.join("', '")}'.`}`,
  );
}

/**
 * Returns all columns that an input and the output have.
 *
 * @throws {FuzzError} `OPTION_INVALID` if there is none.
 */
export function sharedColumns(tables: TableColumns, option: string): readonly SharedColumn[] {
  const shared = everyShared(tables);
  if (shared.length === 0)
    throw invalid(
      `'${option}' looks at columns that the input and the output have, and they share none.`,
    );
  return shared;
}

/**
 * Finds the table that an option names; the only input unless it names one.
 *
 * @throws {FuzzError} `OPTION_INVALID` for an unknown table, and for none where there are several.
 */
export function tableOf(name: unknown, { input }: TableColumns, law: string, key: string): string {
  const names = [...input.keys()];
  const [only = ''] = names;
  if (name === undefined && names.length === 1) return only;
  const example = `{ ${key}: '${only}' }`;
  if (name === undefined)
    throw invalid(
      `'${law}' is about one table, and there are several inputs: name it, as in ${example}.`,
    );
  if (typeof name === 'string' && input.has(name)) return name;
  const near = typeof name === 'string' ? closest(name, names) : undefined;
  throw invalid(
    `${key} names a table, as in ${example}, and there is no input '${String(name)}'.${near === undefined ? '' : ` Did you mean '${near}'?`}`,
  );
}

const everyShared = ({ input, output }: TableColumns): readonly SharedColumn[] =>
  [...input].flatMap(([table, columns]) =>
    columns.filter((column) => output.includes(column)).map((column) => ({ table, column })),
  );

const nameOf = ({ table, column }: SharedColumn, { input }: TableColumns): string =>
  input.size === 1 ? column : `${table}.${column}`;

/** Returns in words where a column is missing. */
function placeOf(name: string, { input, output }: TableColumns): string {
  if (input.size > 1)
    return "is not one of an input, written 'table.column', that the output has too";
  const [[, columns = []] = []] = input;
  if (columns.includes(name)) return 'the input has and the output has not';
  return output.includes(name)
    ? 'the output has and the input has not'
    : 'neither the input nor the output has';
}

const invalid = (message: string) => new FuzzError('OPTION_INVALID', message);
