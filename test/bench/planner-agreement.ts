import { expectations } from './planner-expectations.ts';

/** What a test of Assay says, of its outcome no more than is compared. */
export interface Found {
  readonly title: string;
  readonly state: string;
  readonly violations: number | null;
  readonly value: string | null;
  readonly evidence: {
    readonly interval: { readonly low: string; readonly high: string } | null;
  } | null;
}

/** Assay's outcomes must be green, and the values those of the SQL that one would write by hand. */
export function checkOutcomes(
  rows: number,
  found: readonly Found[],
  expected: readonly number[],
): void {
  const outcomes = new Map(found.map((each) => [each.title, each]));
  expectations(rows).forEach(({ name, low, high }, at) => {
    const outcome = outcomes.get(name);
    // A bounded answer knows the verdict, and the ends between which the value lies.
    const { interval } = outcome?.evidence ?? {};
    const value = Number(outcome?.violations ?? outcome?.value ?? Number.NaN);
    const [from, to] = interval ? [Number(interval.low), Number(interval.high)] : [value, value];
    const sql = expected[at] ?? Number.NaN;
    const isSame = interval ? from <= sql && sql <= to : near(value, sql);
    if (isSame && outcome?.state === 'passed' && from >= low && to <= high) return;
    throw new Error(`${name}: Assay says ${from} to ${to} (${outcome?.state}), SQL ${sql}.`);
  });
}

/** Two programs in SQL must find the same. */
export function checkValues(
  rows: number,
  values: readonly number[],
  expected: readonly number[],
): void {
  expectations(rows).forEach(({ name }, at) => {
    if (near(values[at], expected[at])) return;
    throw new Error(`${name}: ${values[at]} in the one, ${expected[at]} in the other.`);
  });
}

/** Sums of doubles depend on the order in which threads add. */
function near(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
}
