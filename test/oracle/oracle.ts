import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A number as the oracle writes it: exact text where JSON's numbers are not enough. */
export type OracleValue = number | string | null | { readonly exact: string };

/** One value of the oracle, as README.md beside this file describes it. */
export interface OracleEntry {
  readonly dataset: string;
  /** A measure or a condition, as it is written in a contract. */
  readonly text: string;
  readonly kind: 'metric' | 'condition';
  readonly value: OracleValue | Readonly<Record<string, OracleValue>>;
  readonly of: number | Readonly<Record<string, number>>;
  /** How far, relative to the value, another order of additions may lie. */
  readonly tolerance: number;
}

interface OracleFile {
  readonly now: string;
  readonly defaultSentinels: readonly string[];
  /** The family of each column, by dataset. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly values: readonly (Pick<OracleEntry, 'dataset' | 'of'> &
    (
      | {
          readonly metric: string;
          readonly value: OracleEntry['value'];
          readonly tolerance?: number;
        }
      | { readonly condition: string; readonly violations: number }
    ))[];
}

export const folder = join(import.meta.dirname, 'data');

const file = JSON.parse(
  readFileSync(join(import.meta.dirname, 'values.json'), 'utf8'),
) as OracleFile;

export const { now, defaultSentinels, columns } = file;

export const entries: readonly OracleEntry[] = file.values.map((one) => ({
  dataset: one.dataset,
  of: one.of,
  ...('metric' in one
    ? {
        kind: 'metric',
        text: one.metric,
        value: one.value,
        tolerance: one.tolerance ?? (isRounded(one.metric) ? 1e-12 : 0),
      }
    : { kind: 'condition', text: one.condition, value: one.violations, tolerance: 0 }),
}));

/** Values by segment: what the oracle holds for a metric under `per`. */
export const isSegmented = (
  value: OracleEntry['value'],
): value is Readonly<Record<string, OracleValue>> =>
  typeof value === 'object' &&
  value !== null &&
  !('exact' in value && Object.keys(value).length === 1);

/** Sums of doubles depend on the order in which they are added; everything else is one exact value. */
function isRounded(text: string): boolean {
  return /\.(mean|meanLength|sum|stddev|skewness|kurtosis|median|quantile|entropy|pearson|spearman|cramersV)\(.*\)$/.test(
    text,
  );
}

/** What an outcome's value would have to be, and what it is, in a form in which equal means the same number. */
export function comparable(
  observed: string | null,
  expected: OracleValue,
  tolerance: number,
): readonly [unknown, unknown] {
  if (observed === null || expected === null) return [observed, expected];
  if (typeof expected === 'object') return [plain(observed), plain(expected.exact)];
  if (typeof expected === 'number') {
    const found = Number(observed);
    const isNear = Math.abs(found - expected) <= tolerance * Math.abs(expected);
    return [isNear ? expected : found, expected];
  }
  return /^\d{4}-/.test(expected)
    ? [new Date(observed).toISOString(), expected]
    : [observed, expected];
}

/** Without the zeros that end a fraction. */
const plain = (number: string) => (number.includes('.') ? number.replace(/\.?0+$/, '') : number);
