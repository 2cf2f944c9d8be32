import { checkedOptions, type OptionRules } from '../../value/option-rules.ts';
import { FuzzError } from '../fuzz-error.ts';

/**
 * Checks the options of a step and returns them.
 *
 * @throws {FuzzError} `OPTION_INVALID` for an unknown option, with the closest one, or an invalid value.
 */
export const checkStepOptions = <Options extends object>(
  step: string,
  options: Options,
  rules: OptionRules<Options>,
): Options =>
  checkedOptions(
    `${step}()`,
    options,
    rules,
    (message) => new FuzzError('OPTION_INVALID', message),
  );
