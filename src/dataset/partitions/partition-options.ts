import type { OptionRule, OptionRules } from '../../value/option-rules.ts';
import { isTexts, oneOf } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import { DatasetError } from '../dataset.ts';

/** The value of a key of folders, as text or as a whole number; null is the folder of NULL. */
export type PartitionValue = string | number | null;

/** Options of {@link partitions}. At most one of `newest`, `since` and `values` is given; without one, all are chosen. */
export interface PartitionOptions {
  /** The key of the folders, `'day'` for `day=2026-11-30/`; several for folders within folders. */
  readonly by: string | readonly string[];
  /**
   * Chooses that many partitions from the newest on; fewer if there are not as many, which a note says. The values must be
   * dates that are written alike, or whole numbers.
   */
  readonly newest?: number;
  /** Chooses the partitions from a value on, which need not be there. For several keys, a list of their values. */
  readonly since?: PartitionValue | readonly PartitionValue[];
  /** Chooses the partitions of these values. One that is not there is an error. For several keys, lists of their values. */
  readonly values?: readonly (PartitionValue | readonly PartitionValue[])[];
  /**
   * Says what becomes of rows whose key is NULL (`day=__HIVE_DEFAULT_PARTITION__/`): they are chosen, or left out. NULL is
   * neither old nor new, so `newest` and `since` are an error where there is such a folder and this is not given.
   */
  readonly nulls?: 'check' | 'skip';
}

/** The checked options, with one value for each key. */
export interface Choice {
  readonly keys: readonly string[];
  readonly newest: number | null;
  readonly since: readonly (string | null)[] | null;
  readonly values: readonly (readonly (string | null)[])[] | null;
  readonly nulls: 'check' | 'skip' | null;
}

const isValue = (value: unknown): value is PartitionValue =>
  value === null || Number.isSafeInteger(value) || (typeof value === 'string' && value !== '');

const isValues = (value: unknown): boolean =>
  isValue(value) || (Array.isArray(value) && value.length > 0 && value.every(isValue));

const byRule: OptionRule = {
  accepts: (value) =>
    typeof value === 'string'
      ? value !== ''
      : isTexts(value) && value.length > 0 && new Set(value).size === value.length,
  wanted: "the key of the folders, such as 'day', or a list of keys",
};

const rules: OptionRules<PartitionOptions> = {
  by: byRule,
  newest: {
    accepts: (value) => Number.isSafeInteger(value) && Number(value) > 0,
    wanted: 'a whole number from 1 on',
  },
  since: { accepts: isValues, wanted: "a value of the key, such as '2026-11-30'" },
  values: {
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(isValues),
    wanted: "a list of values of the key, such as ['2026-11-30']",
  },
  nulls: oneOf('check', 'skip'),
};

/**
 * Checks the options of {@link partitions}.
 *
 * @throws {DatasetError} `DATASET_INVALID`
 */
export function checkChoice(options: PartitionOptions): Choice {
  const { by, newest, since, values, nulls } = checkOptions('partitions', options, rules);
  if (by === undefined) throw invalid("needs the key of the folders, as in { by: 'day' }");
  const given = Object.entries({ newest, since, values }).filter(([, one]) => one !== undefined);
  if (given.length > 1)
    throw invalid(`takes one of newest, since and values, and was given ${given.length}`);
  if (values !== undefined && nulls !== undefined)
    throw invalid('takes nulls beside newest or since, or alone: write null among the values');
  const keys = typeof by === 'string' ? [by] : [...by];
  const valuesOf = (one: PartitionValue | readonly PartitionValue[]) => textsOf(keys, one);
  const from = since === undefined ? null : valuesOf(since);
  if (from?.includes(null)) throw invalid('can choose nothing since null, which has no order');
  return Object.freeze({
    keys,
    newest: newest ?? null,
    since: from,
    values: values?.map(valuesOf) ?? null,
    nulls: nulls ?? null,
  });
}

function textsOf(
  keys: readonly string[],
  given: PartitionValue | readonly PartitionValue[],
): readonly (string | null)[] {
  const list: readonly PartitionValue[] =
    given === null || typeof given !== 'object' ? [given] : given;
  if (list.length !== keys.length)
    throw invalid(
      `needs one value for each key (${keys.join(', ')}), and was given ${list.length} for ${keys.length}`,
    );
  return list.map((one) => (one === null ? null : String(one)));
}

const invalid = (what: string) => new DatasetError('DATASET_INVALID', `partitions() ${what}.`);
