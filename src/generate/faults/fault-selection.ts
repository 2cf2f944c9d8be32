import { closest } from '../../value/closest.ts';
import { GenerateError } from '../generate-error.ts';
import type { Fault } from './fault.ts';
import { type FaultName, faultNames, faults } from './faults.ts';

/** A share of the rows: `0.05` or `'5%'`. */
export type FaultRate = number | `${number}%`;

/** A fault of Assay by its name, or one of your own. */
export type FaultChoice = FaultName | Fault;

/**
 * The faults to make: a list of them, a record of names with the share of the rows that each is made in, `'all'`, or the
 * share of the rows that faults of all kinds are made in.
 *
 * @example
 * const some: FaultSelection = ['missing', { fault: 'case', rate: '5%' }];
 * const rates: FaultSelection = { missing: '5%', duplicates: 0.01 };
 * const any: FaultSelection = '5%';
 */
export type FaultSelection =
  | 'all'
  | FaultRate
  | readonly (FaultChoice | { readonly fault: FaultChoice; readonly rate: FaultRate })[]
  | Readonly<Partial<Record<FaultName, FaultRate>>>;

/** A fault that was chosen. */
export interface ChosenFault {
  readonly fault: Fault;
  /** The share of the rows that it is made in; null where none is given. */
  readonly rate: number | null;
}

/** A selection that was checked. */
export interface ChosenFaults {
  readonly faults: readonly ChosenFault[];
  /** The share of the rows that all faults together are made in; null unless it is all that was given. */
  readonly rate: number | null;
  /** True where the faults were chosen one by one, so that one that fits nothing is a mistake. */
  readonly isNamed: boolean;
}

/**
 * Checks a selection of faults.
 *
 * @throws {GenerateError} `FAULT_INVALID` for a name that does not exist, a rate that is no share, a fault that is chosen
 * twice, or a value that is no fault.
 */
export function faultSelection(given: FaultSelection): ChosenFaults {
  const all = faultNames.map((name) => ({ fault: faults[name], rate: null }));
  if (given === 'all') return { faults: all, rate: null, isNamed: false };
  if (typeof given === 'number' || isPercent(given))
    return { faults: all, rate: share(given, 'all faults'), isNamed: false };
  const chosen = listed(given).map(([choice, rate]) => {
    const fault = faultOf(choice);
    return { fault, rate: rate === undefined ? null : share(rate, `'${fault.name}'`) };
  });
  const names = chosen.map(({ fault }) => fault.name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw invalid(`The fault '${twice}' is chosen twice: choose it once.`);
  return { faults: chosen, rate: null, isNamed: true };
}

/** The choices of a selection with their rates, none of which is checked; undefined where none was given. */
function listed(given: unknown): readonly (readonly [unknown, unknown])[] {
  if (Array.isArray(given))
    return given.map((one: unknown) =>
      isObject(one) && 'fault' in one
        ? [one.fault, 'rate' in one ? one.rate : null]
        : [one, undefined],
    );
  if (isObject(given) && !isFault(given))
    return Object.entries(given).filter(([, rate]) => rate !== undefined);
  throw invalid(
    "Faults are a list of them, ['missing'], a record with their rates, { missing: '5%' }, 'all', or a rate for all, '5%'.",
  );
}

function faultOf(choice: unknown): Fault {
  if (isObject(choice)) {
    if (isFault(choice)) return choice;
    throw invalid(
      "A fault of your own is { kind: 'fault', name, description } with the function `changes` or the list `rows`.",
    );
  }
  if (typeof choice === 'string' && Object.hasOwn(faults, choice))
    return faults[choice as FaultName];
  const near = closest(String(choice), faultNames);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw invalid(
    `There is no fault '${String(choice)}'.${hint} There are ${faultNames.join(', ')}.`,
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const rowChanges: readonly unknown[] = ['repeat', 'nearly', 'move'];

function isFault(value: object): value is Fault {
  const { kind, name, changes, rows } = value as Partial<Record<keyof Fault, unknown>>;
  const isList =
    Array.isArray(rows) && rows.length > 0 && rows.every((one) => rowChanges.includes(one));
  return (
    kind === 'fault' &&
    typeof name === 'string' &&
    name !== '' &&
    (changes === undefined
      ? isList
      : typeof changes === 'function' && (rows === undefined || isList))
  );
}

const isPercent = (given: unknown): given is `${number}%` =>
  typeof given === 'string' && given.trim().endsWith('%');

function share(given: unknown, of: string): number {
  const value = isPercent(given) ? Number(given.trim().slice(0, -1)) / 100 : given;
  if (typeof value === 'number' && value > 0 && value <= 1) return value;
  throw invalid(
    `The rate of ${of} is a share of the rows above 0 and up to 1, such as 0.05 or '5%'.`,
  );
}

const invalid = (message: string) => new GenerateError('FAULT_INVALID', message);
