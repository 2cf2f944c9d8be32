import type {
  BaselineFault,
  Check,
  LedgerFault,
  Reference,
  Statistic,
  Value,
  Version,
} from './case.ts';

/** Neutral checks, short to write. */
export const rowCount = (min: number, max?: number): Check =>
  max === undefined ? { kind: 'row count', min } : { kind: 'row count', min, max };
export const notNull = (column: string): Check => ({ kind: 'not null', column });
export const unique = (column: string): Check => ({ kind: 'unique', column });
type EarlierRuns = Extract<Check, { kind: 'like earlier runs' }>;
export const likeEarlierRuns = (
  statistic: EarlierRuns['statistic'],
  column: string | null,
  earlier: readonly number[],
  how: Pick<EarlierRuns, 'season' | 'mayBeYoung'> = {},
): Check => ({
  kind: 'like earlier runs',
  statistic,
  ...(column !== null && { column }),
  earlier,
  ...how,
});
type OfKind<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;
export const drift = (
  method: OfKind<'drift'>['method'],
  column: string,
  max: number,
  reference: Reference,
  how: Partial<OfKind<'drift'>> = {},
): Check => ({ kind: 'drift', method, column, max, reference, ...how });
export const driftAbove = (
  method: OfKind<'drift'>['method'],
  column: string,
  above: number,
  reference: Reference,
): Check => ({ kind: 'drift', method, column, above, reference });
export const pValue = (
  method: 'ks' | 'chi2',
  column: string,
  min: number,
  reference: Reference,
): Check => ({ kind: 'drift p-value', method, column, min, reference });
export const newValues = (column: string, max: number, reference: Reference): Check => ({
  kind: 'new values',
  column,
  max,
  reference,
});
export const vanishedValues = (column: string, max: number, reference: Reference): Check => ({
  kind: 'vanished values',
  column,
  max,
  reference,
});
export const driftedColumns = (max: number, reference: Reference): Check => ({
  kind: 'drifted columns',
  max,
  reference,
});
type ComparedNumber = OfKind<'change' | 'difference'>;
const compared =
  (kind: ComparedNumber['kind']) =>
  (
    statistic: ComparedNumber['statistic'],
    column: string | null,
    min: number,
    max: number,
    reference: Reference,
  ): Check => ({ kind, statistic, ...(column !== null && { column }), min, max, reference });
export const change = compared('change');
export const difference = compared('difference');
/** The same check, against the reference of a name. */
export const from = (name: string, check: Check): Check => ({ ...check, from: name }) as Check;

/** References: other data, what was recorded of it, and none. */
export const to = (
  data: string,
  situation?: Extract<Reference, { kind: 'dataset' }>['situation'],
): Reference => ({ kind: 'dataset', data, ...(situation && { situation }) });
/** A reference that is read from where a version of it was kept. */
export const toKept = (data: string, version: Version): Reference => ({
  kind: 'dataset',
  data,
  version,
});
export const recorded = (data: string, fault?: BaselineFault): Reference => ({
  kind: 'baseline',
  data,
  ...(fault && { fault }),
});
export const none: Reference = { kind: 'none' };

export const key = (...columns: readonly string[]): Check => ({ kind: 'key', columns });
export const nulls = (column: string, limit: number | `${number}%`): Check => ({
  kind: 'nulls at most',
  column,
  limit,
});
export const missing = (column: string, limit: number | `${number}%`): Check => ({
  kind: 'missing at most',
  column,
  limit,
});
export const duplicates = (column: string, limit: number | `${number}%`): Check => ({
  kind: 'duplicates at most',
  column,
  limit,
});
export const accepted = (column: string, ...values: readonly Value[]): Check => ({
  kind: 'accepted values',
  column,
  values,
});
export const refused = (column: string, ...values: readonly Value[]): Check => ({
  kind: 'refused values',
  column,
  values,
});
export const matches = (column: string, pattern: string): Check => ({
  kind: 'matches pattern',
  column,
  pattern,
});
export const matchesNot = (column: string, pattern: string): Check => ({
  kind: 'matches no pattern',
  column,
  pattern,
});
export const format = (column: string, name: 'email' | 'uuid' | 'ipv4'): Check => ({
  kind: 'format',
  column,
  format: name,
});
export const length = (column: string, min: number, max: number): Check => ({
  kind: 'length between',
  column,
  min,
  max,
});
export const between = (column: string, min: number | string, max: number | string): Check => ({
  kind: 'values between',
  column,
  min,
  max,
});
export const inCode = (column: string, rule: 'palindrome' | 'throws'): Check => ({
  kind: 'rule in code',
  column,
  rule,
});
export const statistic = (
  statistic: Statistic,
  column: string,
  min: number,
  max: number,
): Check => ({ kind: 'statistic', statistic, column, min, max });
export const statisticNot = (
  statistic: Statistic,
  column: string,
  min: number,
  max: number,
): Check => ({ kind: 'statistic', statistic, column, min, max, not: true });
export const quantile = (p: number, column: string, min: number, max: number): Check => ({
  kind: 'statistic',
  statistic: 'quantile',
  p,
  column,
  min,
  max,
});
export const ofTwo = (
  statistic: 'pearson' | 'spearman' | 'cramersV',
  column: string,
  other: string,
  min: number,
  max: number,
): Check => ({ kind: 'statistic of two', statistic, column, other, min, max });
export const bin = (
  column: string,
  edges: readonly number[],
  place: number | 'above' | 'below',
  limit: number | `${number}%`,
): Check => ({ kind: 'bin at most', column, edges, bin: place, limit });
export const distinctShare = (column: string, limit: `${number}%`): Check => ({
  kind: 'distinct share at least',
  column,
  limit,
});
export const freshness = (column: string, hours: number): Check => ({
  kind: 'freshness',
  column,
  hours,
});
export const newest = (column: string, limit: string): Check => ({
  kind: 'newest at least',
  column,
  limit,
});
export const noErased = (
  column: string,
  erased: readonly string[],
  ledger?: LedgerFault,
): Check => ({ kind: 'no erased subjects', column, erased, ...(ledger && { ledger }) });
export const sql = (predicate: string): Check => ({ kind: 'satisfies sql', predicate });
export const schema = (column: string): Check => ({ kind: 'schema', column });

/** The same check, of some of the rows. */
export const where = (condition: string, check: Check): Check => ({ ...check, where: condition });
/** The same check, for each value of a column. */
export const per = (column: string, check: Check): Check => ({ ...check, per: column });
/** The same check, whose missed bound warns. */
export const warning = (check: Check): Check => ({ ...check, warning: true });
/** The same check, as a rule of the column in the schema: of texts or numbers. */
export const inSchema = (check: Check): Check => ({ ...check, inSchema: true });
