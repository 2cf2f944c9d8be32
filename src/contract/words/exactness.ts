import type { Exactness } from '../../metric/subject.ts';
import { ContractError } from '../../value/contract-error.ts';

/** Reads the option `exact`. Any other option is refused, since it would be ignored without a word. */
export function isExact(options: Exactness | undefined, method: string): boolean {
  if (options === undefined) return false;
  const isObject = typeof options === 'object' && options !== null;
  const entries: readonly [string, unknown][] = isObject
    ? Object.entries(options)
    : [['', options]];
  const wrong = entries.find(([name, value]) => name !== 'exact' || typeof value !== 'boolean');
  if (wrong === undefined) return options.exact ?? false;
  throw new ContractError(
    'CONTRACT_INVALID',
    `.${method}(...) has one option, { exact: true }, and was given ${JSON.stringify(options)}.`,
  );
}
