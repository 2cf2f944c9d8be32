import type { Comparing } from '../../metric/change.ts';
import { ContractError } from '../../value/contract-error.ts';

/**
 * Checks the options of a comparison, and returns them.
 *
 * @throws {ContractError} `CONTRACT_INVALID`
 */
export function checkComparing(
  options: unknown,
  method: string,
  more: readonly string[] = [],
): Comparing {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw invalid(method, `takes options such as { from: 'train' }`);
  const known = ['from', ...more];
  const typo = Object.keys(options).find((name) => !known.includes(name));
  if (typo !== undefined)
    throw invalid(method, `has no option '${typo}': the options are ${known.join(', ')}`);
  const from: unknown = Reflect.get(options, 'from');
  if (from === undefined) return {};
  if (typeof from !== 'string' || from.trim() === '')
    throw invalid(method, "takes the name of a reference, such as { from: 'train' }");
  return { from };
}

const invalid = (method: string, what: string) =>
  new ContractError('CONTRACT_INVALID', `.${method}(...) ${what}.`);
