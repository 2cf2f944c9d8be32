import type { Fault } from '../generate/faults/fault.ts';
import { type FaultChoice, faultSelection } from '../generate/faults/fault-selection.ts';
import { faultNames } from '../generate/faults/faults.ts';
import { GenerateError } from '../generate/generate-error.ts';
import { closest } from '../value/closest.ts';
import type { Rate } from './mutant.ts';
import { MutantsError } from './mutants-error.ts';
import { lostRows } from './plan-mutants.ts';

/** The options of mutants. */
export interface MutantOptions {
  /** The faults to make, by name, or your own. All that come with Assay, and `'lost rows'`, unless given. */
  readonly faults?: readonly (FaultChoice | typeof lostRows)[];
  /** The rates at which each is made: `'one row'`, or a share of the rows, `0.01` or `'1%'`. `['one row', '1%', '20%']` unless given. */
  readonly rates?: readonly ('one row' | number | `${number}%`)[];
  /** The seed that chooses the rows, a whole number from 0. It is 1 unless given. */
  readonly seed?: number;
}

/** The names of {@link MutantOptions}. */
export const mutantOptionNames: readonly string[] = ['faults', 'rates', 'seed'];

/** Options of mutants that were checked. */
export interface CheckedMutants {
  readonly faults: readonly Fault[];
  readonly hasLost: boolean;
  readonly rates: readonly Rate[];
  readonly seed: number;
}

/**
 * Checks the options of mutants.
 *
 * @throws {MutantsError} `OPTION_INVALID`
 */
export function checkMutantOptions({ faults, rates, seed = 1 }: MutantOptions): CheckedMutants {
  if (!Number.isSafeInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw invalid('The seed is a whole number from 0 to 4294967295, such as 1.');
  return { ...faultsOf(faults), rates: ratesOf(rates), seed };
}

function faultsOf(given: MutantOptions['faults']): Pick<CheckedMutants, 'faults' | 'hasLost'> {
  if (given === undefined)
    return { faults: faultSelection('all').faults.map(({ fault }) => fault), hasLost: true };
  if (!Array.isArray(given) || given.length === 0)
    throw invalid("The option faults takes a list of them, such as ['missing', 'units'].");
  const names = [...faultNames, lostRows];
  const stranger = given.find((one) => typeof one === 'string' && !names.includes(one as never));
  if (stranger !== undefined) {
    const near = closest(String(stranger), names);
    throw invalid(
      `There is no fault '${String(stranger)}'.${near === undefined ? '' : ` Did you mean '${near}'?`} There are ${names.join(', ')}.`,
    );
  }
  const others = given.filter((one): one is FaultChoice => one !== lostRows);
  const hasLost = others.length < given.length;
  try {
    const chosen = others.length === 0 ? [] : faultSelection(others).faults;
    return { faults: chosen.map(({ fault }) => fault), hasLost };
  } catch (error) {
    if (error instanceof GenerateError) throw invalid(error.message);
    throw error;
  }
}

function ratesOf(given: MutantOptions['rates'] = ['one row', '1%', '20%']): readonly Rate[] {
  if (!Array.isArray(given) || given.length === 0) throw badRate('no rate');
  const rates = given.map((one: unknown): Rate => {
    if (one === 'one row') return one;
    const isPercent = typeof one === 'string' && /^\d+(?:\.\d+)?%$/.test(one);
    const share = isPercent ? Number(one.slice(0, -1)) / 100 : one;
    if (typeof share === 'number' && share > 0 && share <= 1) return share;
    throw badRate(`'${String(one)}'`);
  });
  return [...new Set(rates)];
}

const badRate = (found: string) =>
  invalid(
    `The option rates takes a list of rates, each 'one row' or a share of the rows above 0 and up to 1, such as 0.01 or '1%', and got ${found}.`,
  );

const invalid = (message: string) => new MutantsError('OPTION_INVALID', message);
