import type { Dataset } from '../dataset/dataset.ts';
import { closest } from '../value/closest.ts';
import { checkedOptions, isRecord, type OptionRules, text } from '../value/option-rules.ts';
import { GenerateError } from './generate-error.ts';

/** Options of `generate()`, checked one by one. */
export interface CheckedOptions {
  readonly rows: number | Readonly<Record<string, number>>;
  readonly seed?: number;
  readonly like?: Dataset;
  readonly locale?: string;
  readonly now?: Date;
  readonly foreignKeys?: Readonly<Record<string, string | undefined>>;
}

const isCount = (value: unknown): boolean =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 2 ** 40;

const rules: OptionRules<CheckedOptions> = {
  rows: {
    accepts: (value) => isCount(value) || (isRecord(value) && Object.values(value).every(isCount)),
    wanted: 'a whole number of rows, 1 or more, or one for each contract',
  },
  seed: {
    accepts: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32,
    wanted: 'a whole number from 0 to 4294967295',
  },
  like: {
    accepts: (value) => isRecord(value) && 'open' in value,
    wanted: "a dataset, such as parquet('orders.parquet')",
  },
  locale: text,
  now: {
    accepts: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
    wanted: 'a valid Date',
  },
  foreignKeys: {
    accepts: (value) =>
      isRecord(value) && Object.values(value).every((key) => typeof key === 'string'),
    wanted: "columns and keys, such as { 'orders.customer': 'customers.id' }",
  },
};

/**
 * Checks the options of `generate()`.
 *
 * @throws {GenerateError} `OPTION_INVALID`
 */
export function checkGenerateOptions(options: CheckedOptions): CheckedOptions {
  const checked = checkedOptions('generate()', options, rules, invalid);
  if (checked.rows === undefined)
    throw invalid('generate() needs the number of rows: { rows: 1000 }.');
  return checked;
}

/**
 * Returns the rows of each contract.
 *
 * @throws {GenerateError} `OPTION_INVALID` for a contract that there is not, or one whose rows are not said.
 */
export function rowsOfEach(
  rows: CheckedOptions['rows'],
  names: readonly string[],
): ReadonlyMap<string, number> {
  if (typeof rows === 'number') return new Map(names.map((name) => [name, rows]));
  const stranger = Object.keys(rows).find((name) => !names.includes(name));
  if (stranger !== undefined) {
    const near = closest(stranger, names);
    throw invalid(
      `The rows of '${stranger}' are asked for, and there is no such contract: there is ${names.join(', ')}.${near === undefined ? '' : ` Did you mean '${near}'?`}`,
    );
  }
  return new Map(
    names.map((name) => {
      const count = rows[name];
      if (count === undefined) throw invalid(`The number of rows of '${name}' is missing.`);
      return [name, count];
    }),
  );
}

const invalid = (message: string) => new GenerateError('OPTION_INVALID', message);
