import type { ColumnDescription, EngineValue } from '../../engine/engine.ts';
import { type Aggregate, traitsOf } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import type { Distribution, Sample } from '../../outcome/outcome.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { compareNumeric, exactNumber, isDecimal, type Numeric } from '../../value/numeric.ts';

/** The values that may not be shown. */
export interface Masks {
  /** The columns whose values are masked: those that the schema classifies. */
  readonly columns: ReadonlySet<string>;
  /** True if values that look personal are masked in all other columns as well. */
  readonly looks: boolean;
  /** The columns of which all values count as looking personal, since the schema says so; absent if there are none. */
  readonly personal?: ReadonlySet<string>;
}

/** Masks nothing, as `--unmask` asks. */
export const noMasks: Masks = { columns: new Set(), looks: false };

/** True if a measure's number may not be shown: it is a value of a masked column, or looks like a card number. */
export function revealsValue(
  { value, needs, scope, unit, derived }: Metric,
  of: Numeric,
  number: Numeric | null,
  masks: Masks,
): boolean {
  // A value that may not be shown is not scored at all.
  if (derived?.by.past || derived?.by.isOfShares) return false;
  // How many values the reference has is not known here: a number that could be made of a single one is as if it were.
  if (derived) return derived.of.some((one) => revealsValue(one, 1, number, masks));
  const { columns, looks } = masks;
  if (!isValueOfData(value, of)) return false;
  // What a metric is cut into comes first, and is shown beside it.
  if (needs.slice(scope.per.length).some(({ column }) => columns.has(column))) return true;
  return looks && number !== null && unit === 'number' && looksPersonal(exactNumber(number));
}

/**
 * True if a number is a value of the data. An extreme or a quantile is, and a sum or a mean if it is that of a single
 * value.
 */
function isValueOfData(value: Aggregate, of: Numeric): boolean {
  const { showsValue } = traitsOf(value);
  return showsValue === 'ofOne' ? compareNumeric(of, 1) <= 0 : showsValue === 'always';
}

/** Types whose values can't look personal. */
const plainFamilies: ReadonlySet<string> = new Set([
  'boolean',
  'date',
  'timestamp',
] satisfies ColumnDescription['family'][]);
const plainTypes = /^(?:U?(?:TINY|SMALL)INT|U?INTEGER|UUID|TIME.*|INTERVAL)$/;

/** True if values of a column can look personal. */
export const mayLookPersonal = ({ family, type }: ColumnDescription): boolean =>
  !plainFamilies.has(family) && !plainTypes.test(type);

/** True if a value that has been read looks personal, or contains something that does. */
export function holdsPersonal(value: EngineValue): boolean {
  if (value === null || typeof value === 'boolean' || value instanceof Date) return false;
  if (typeof value === 'string') return looksPersonal(value);
  if (typeof value === 'number' || typeof value === 'bigint') return looksPersonal(`${value}`);
  // Text may be kept as bytes.
  if (value instanceof Uint8Array) return looksPersonal(Buffer.from(value).toString('latin1'));
  if (isDecimal(value)) return looksPersonal(exactNumber(value));
  return Object.entries(value).some(
    ([name, held]) => looksPersonal(name) || holdsPersonal(held as EngineValue),
  );
}

/** Returns a sample that names the columns in which something is masked. */
export function sampleOf(
  columns: readonly string[],
  rows: Sample['rows'],
  hidden: ReadonlySet<string>,
  shows: Sample['shows'] = 'rows',
): Sample {
  const isMasked = (name: string, at: number) =>
    hidden.has(name) || rows.some((row) => row[at] === maskedText);
  return { columns, rows, masked: columns.filter(isMasked), shows };
}

/** Merges the values of a list that look personal into one masked entry. */
export function maskDistribution(
  distribution: Distribution | null,
  { looks }: Masks,
): Distribution | null {
  if (distribution?.kind !== 'frequencies' || !looks) return distribution;
  const isHidden = (value: string | null) => value !== null && looksPersonal(value);
  const hidden = distribution.values.filter(([value]) => isHidden(value));
  if (hidden.length === 0) return distribution;
  const count = hidden.reduce((sum, [, n]) => sum + n, 0);
  const values = distribution.values.filter(([value]) => !isHidden(value));
  return { ...distribution, values: [...values, [maskedText, count]] };
}
