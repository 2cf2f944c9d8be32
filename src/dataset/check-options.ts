import { checkedOptions, type OptionRules } from '../value/option-rules.ts';
import { DatasetError } from './dataset.ts';

/**
 * Checks the options of a source and returns them.
 *
 * @throws {DatasetError} `DATASET_INVALID` for an unknown option or an invalid value.
 */
export const checkOptions = <Options extends object>(
  source: string,
  options: Options,
  rules: OptionRules<Options>,
): Options =>
  checkedOptions(
    `${source}()`,
    options,
    rules,
    (message) => new DatasetError('DATASET_INVALID', message),
  );
