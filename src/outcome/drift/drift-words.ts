import type {
  ColumnDrift,
  DriftFinding,
  DriftInterval,
  DriftPValue,
} from '../../metric/drift/finding.ts';
import { printExact } from '../../value/numeric.ts';
import type { Outcome, Reference } from '../outcome.ts';
import { counted, grouped } from '../printable-text.ts';
import { movedMost, movedPart, movedText, printPart, shortName } from './moved.ts';
import { ranked } from './ranked.ts';

/** Returns a number of a drift with three significant digits, `0.312`. */
export const printDrift = (value: number): string =>
  Math.abs(value) < 1e9 ? printExact(Number(value.toPrecision(3))) : value.toExponential(2);

/** Prints a number of a drift as {@link printDrift} does, or in full where rounding would carry it across a limit or onto one. */
export function printDriftBeside(value: number, limits: readonly number[]): string {
  const round = Number(value.toPrecision(3));
  const keepsSides = limits.every((limit) => Math.sign(round - limit) === Math.sign(value - limit));
  return keepsSides ? printDrift(value) : printExact(value);
}

/** Returns the facts about a drift in words, each with a label of at most nine letters. */
export function driftFacts({
  drift,
  reference,
  bound,
}: Pick<Outcome, 'drift' | 'reference' | 'bound'>): readonly (readonly [
  label: string,
  text: string,
])[] {
  if (drift === null) return [];
  const { columns, interval, detectable, pValue } = drift;
  return [
    ...(columns === null ? [['method', methodText(drift)] as const] : []),
    ['reference', referenceText(drift, reference)],
    ...(interval === null ? [] : [['interval', intervalOf(interval, bound)] as const]),
    ...(detectable === null ? [] : [['detects', detectableText(detectable)] as const]),
    ...(pValue === null ? [] : [['p-value', pValueText(pValue)] as const]),
    ...(columns === null
      ? movedMost(drift).map(
          (moved, at) =>
            [at === 0 ? 'moved' : '', `${movedText(moved)}, ${movedPart(moved)}`] as const,
        )
      : [['columns', columnsText(columns)] as const]),
  ];
}

/** Returns the method, and why it was picked. */
const methodText = ({ method, picked }: Pick<DriftFinding, 'method' | 'picked'>): string =>
  picked === null ? method : `${method}, picked: ${picked}`;

/** Returns the reference by its name and kind, with the rows that were compared. */
const referenceText = (
  { rows }: Pick<DriftFinding, 'rows'>,
  reference: Pick<Reference, 'kind' | 'name'> | null,
): string =>
  `${referenceName(reference)}: ${counted(rows.reference, 'row')}, compared with ${grouped(rows.current)}`;

const referenceName = (reference: Pick<Reference, 'kind' | 'name'> | null): string =>
  reference === null
    ? 'the reference'
    : reference.kind === 'baseline'
      ? 'the recorded baseline'
      : `the dataset ${reference.name}`;

/** Returns what a number is in the reference that a change compares it with; null if the outcome is no change. */
export function comparedText({ drift, reference }: Pick<Outcome, 'drift' | 'reference'>) {
  if (drift !== null || reference === null || reference.kind === 'history') return null;
  const name = referenceName(reference);
  return reference.value === null ? name : `${reference.value} in ${name}`;
}

/** Returns the interval of a drift, with its confidence. */
function intervalOf(
  { low, high, level, by, seed }: DriftInterval,
  { limits }: Outcome['bound'],
): string {
  const ends = limits.map(({ value }) => Number(value));
  const [from, to] = [low, high].map((end) => printDriftBeside(end, ends));
  const how =
    by === 'bootstrap' ? `by bootstrap${seed === null ? '' : `, seed ${seed}`}` : 'by a formula';
  return `${from} to ${to} with ${printPart(level)} confidence, ${how}`;
}

/** Returns the smallest drift that could have been seen. */
const detectableText = (detectable: number): string =>
  `drifts of ${printDrift(detectable)} and more, with so many rows`;

/** Returns a p-value, and how it was corrected. */
const pValueText = ({ raw, corrected, tests }: DriftPValue): string =>
  corrected === null
    ? `${printDrift(raw)}, not corrected`
    : tests === 1
      ? printDrift(raw)
      : `${printDrift(corrected)}, corrected for ${counted(tests, 'test')} of the contract; ${printDrift(raw)} alone`;

/** Returns how many of the compared columns drifted, and how many were not compared. */
export function columnsText(
  columns: readonly Pick<ColumnDrift, 'isDrifted' | 'problem'>[],
  noun: 'column' | 'comparison' = 'column',
): string {
  const drifted = columns.filter(({ isDrifted }) => isDrifted).length;
  const left = columns.filter(({ problem }) => problem !== null).length;
  const of = `${grouped(drifted)} of ${counted(columns.length - left, noun)} drifted`;
  return left === 0 ? of : `${of}, ${grouped(left)} not compared`;
}

/** The number of drifted columns that a sentence names. */
const named = 3;

/** Returns the bin that moved most, or the columns that drifted most, for the first line of a message; else null. */
export function driftInShort(drift: DriftFinding & { readonly isMasked: boolean }): string | null {
  if (drift.columns === null) {
    const [most] = movedMost(drift, 1);
    if (most === undefined) return null;
    const { reference, current } = most.bin;
    return `moved most: ${shortName(most.name)}, ${printPart(reference)} → ${printPart(current)}`;
  }
  const drifted = ranked(drift.columns).filter(({ isDrifted }) => isDrifted);
  if (drifted.length === 0) return null;
  const names = drifted.slice(0, named).map(({ column }) => shortName(column));
  const more = drifted.length - names.length;
  return `drifted: ${names.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** Returns the drift of an outcome as named properties, for formats that machines read; none if it is no drift. */
export function driftProperties({
  drift,
  reference,
}: Pick<Outcome, 'drift' | 'reference'>): Readonly<Record<string, string | number | null>> {
  if (drift === null) return {};
  const { columns, interval, pValue } = drift;
  const list = (texts: readonly string[]) => (texts.length === 0 ? null : texts.join('; '));
  return {
    reference: reference === null ? null : `${reference.kind} ${reference.name}`,
    referenceRows: drift.rows.reference,
    comparedRows: drift.rows.current,
    method: columns === null ? drift.method : null,
    driftInterval: interval === null ? null : `${interval.low} to ${interval.high}`,
    driftConfidence: interval?.level ?? null,
    detectableDrift: drift.detectable,
    pValue: pValue?.raw ?? null,
    correctedPValue: pValue?.corrected ?? null,
    moved: columns === null ? list(movedMost(drift).map(movedText)) : null,
    drifted: list(
      ranked(columns ?? [])
        .filter(({ isDrifted }) => isDrifted)
        .map(
          ({ column, method, value, threshold }) =>
            `${column} by ${method}: ${value ?? 'no value'}, at most ${threshold}`,
        ),
    ),
    notCompared: list(
      (columns ?? []).flatMap(({ column, problem }) =>
        problem === null ? [] : [`${column}: ${problem}`],
      ),
    ),
  };
}
