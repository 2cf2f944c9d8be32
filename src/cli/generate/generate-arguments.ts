import {
  type FaultRate,
  type FaultSelection,
  faultSelection,
} from '../../generate/faults/fault-selection.ts';
import type { FaultName } from '../../generate/faults/faults.ts';
import { closest } from '../../value/closest.ts';
import { UsageError } from '../usage.ts';
import { wholeNumber } from '../whole-number.ts';

/** The most rows of a file. */
const mostRows = 10_000_000_000;

/** Reads `--rows 1000`, for each contract, or `--rows orders=1000,customers=100`. */
export function rowCounts(text: string, names: readonly string[]): ReadonlyMap<string, number> {
  const count = (one: string) => wholeNumber('--rows', one.replaceAll('_', ''), [1, mostRows]);
  if (!text.includes('=')) return new Map(names.map((name) => [name, count(text)]));
  const pairs = pairsOf('--rows', text, 'orders=1000,customers=100');
  const stranger = pairs.find(([name]) => !names.includes(name));
  if (stranger !== undefined) {
    const near = closest(stranger[0], names);
    throw new UsageError(
      `--rows names '${stranger[0]}', and the file has no such contract: it has ${names.join(', ')}.${near === undefined ? '' : ` Did you mean '${near}'?`}`,
    );
  }
  const found = new Map(pairs.map(([name, rows]) => [name, count(rows)]));
  const missing = names.find((name) => !found.has(name));
  if (missing !== undefined)
    throw new UsageError(`--rows says nothing of '${missing}': add ${missing}=1000.`);
  return found;
}

/**
 * Reads `--faults 5%`, or `--faults missing=2%,case=1%`.
 *
 * @throws {GenerateError} `FAULT_INVALID` for a fault that there is not, or a rate that is no share.
 * @throws {UsageError} for faults without a rate.
 */
export function faultsOf(text: string): FaultSelection {
  if (!text.includes('=') && !startsWithDigit.test(text)) throw withoutRate(text);
  const given = text.includes('=')
    ? Object.fromEntries(
        pairsOf('--faults', text, 'missing=2%,case=1%').map(([name, rate]) => [name, rateOf(rate)]),
      )
    : rateOf(text);
  faultSelection(given);
  return given;
}

const startsWithDigit = /^[\s.+-]*\d/;

/** Names without rates: those that exist are repeated with one. */
function withoutRate(text: string): UsageError {
  const names = text.split(',').map((name) => name.trim());
  if (names.join() !== 'all') faultSelection(names as readonly FaultName[]);
  const example = names.join() === 'all' ? '5%' : names.map((name) => `${name}=2%`).join();
  return new UsageError(`--faults takes the share of the rows too: --faults '${example}'.`);
}

/** Reads `--now 2026-01-31` or `--now 2026-01-31T12:00:00Z`; a day begins at midnight in UTC. */
export function instantOf(text: string): Date {
  const instant = new Date(/^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(text) ? text : Number.NaN);
  if (Number.isNaN(instant.getTime()))
    throw new UsageError(
      `--now takes a time such as 2026-01-31T12:00:00Z, or a day such as 2026-01-31, not '${text}'.`,
    );
  if (instant.getTime() > Date.now())
    throw new UsageError(
      `--now ${text} lies in the future, and the written file is checked at the present time: give an earlier one.`,
    );
  return instant;
}

const rateOf = (text: string): FaultRate =>
  /^\d+(?:\.\d+)?%$/.test(text.trim()) ? (text.trim() as FaultRate) : Number(text);

/** Reads `--foreign-keys orders.customer=customers.id,orders.shop=shops.id`. */
export const foreignKeyPairs = (text: string | undefined): Readonly<Record<string, string>> =>
  text === undefined
    ? {}
    : Object.fromEntries(pairsOf('--foreign-keys', text, 'orders.customer=customers.id'));

/** Reads pairs with commas between them. */
function pairsOf(
  option: string,
  text: string,
  example: string,
): readonly (readonly [string, string])[] {
  return text.split(',').map((pair) => {
    const [name = '', value = '', ...more] = pair.split('=').map((part) => part.trim());
    if (name === '' || value === '' || more.length > 0)
      throw new UsageError(`${option} takes pairs such as ${example}, not '${pair}'.`);
    return [name, value];
  });
}
