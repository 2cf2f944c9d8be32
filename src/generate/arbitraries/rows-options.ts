import type { Contract } from '../../contract/contract.ts';
import { checkedOptions, type OptionRules, text } from '../../value/option-rules.ts';
import { GenerateError } from '../generate-error.ts';
import type { RowCount } from './rows/draw-rows.ts';

/** Options of `rowOf`. */
export interface RowOfOptions {
  /** The language of values that faker makes, `'de'`; English unless given. */
  readonly locale?: string;
  /** The time that counts as "now" in conditions; the present time unless given. */
  readonly now?: Date;
}

/** Options of `rowsOf`. */
export interface RowsOfOptions extends RowOfOptions {
  /** The number of rows: at least 1, or 0 if the contract has `allowEmpty`, and at most 20 unless given. */
  readonly rows?: { readonly min?: number; readonly max?: number };
}

/** The rules of the options of `rowOf`. */
export const rowRules: OptionRules<RowOfOptions> = {
  locale: text,
  now: {
    accepts: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
    wanted: 'a Date',
  },
};

/** The rules of the options of `rowsOf`. */
export const rowsRules: OptionRules<RowsOfOptions> = {
  ...rowRules,
  rows: {
    accepts: (value) => isRange(value),
    wanted: '{ min, max }, whole numbers of rows with min at most max',
  },
};

function isRange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { min = 0, max = Number.MAX_SAFE_INTEGER, ...more } = value as Record<string, unknown>;
  const isCount = (one: unknown) => Number.isSafeInteger(one) && Number(one) >= 0;
  const isOrdered = isCount(min) && isCount(max) && Number(min) <= Number(max);
  return isOrdered && Object.keys(more).length === 0;
}

const usual = 20;

/** The number of rows that options ask for. */
export function countOf({ terms }: Contract, { rows = {} }: RowsOfOptions): RowCount {
  const least = rows.min ?? Math.min(terms.allowEmpty === true ? 0 : 1, rows.max ?? 1);
  return { least, most: rows.max ?? Math.max(usual, least) };
}

/**
 * Checks options.
 *
 * @throws {GenerateError} `OPTION_INVALID`
 */
export const checked = <Options extends object>(
  call: string,
  options: Options,
  rules: OptionRules<Options>,
): Options =>
  checkedOptions(call, options, rules, (message) => new GenerateError('OPTION_INVALID', message));
