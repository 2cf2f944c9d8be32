import type { ColumnDescription } from '../../engine/engine.ts';
import { driftMethods } from '../../metric/drift/drift-methods.ts';
import type { DriftBin, DriftFinding } from '../../metric/drift/finding.ts';
import type { Metric } from '../../metric/metric.ts';
import type { Drift } from '../../outcome/outcome.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import type { Masks } from './masking.ts';

/** Returns a drift that is safe to show. Of a masked column only shares are left. */
export function showDrift(
  finding: DriftFinding | null,
  { needs, scope }: Metric,
  columns: readonly ColumnDescription[],
  masks: Masks,
): Drift | null {
  if (finding === null) return null;
  // What a metric is cut into comes first, and is no part of the distribution.
  const own = needs.slice(scope.per.length).map(({ column }) => column);
  const isMasked = own.some((column) => masks.columns.has(column));
  const kindOf = <Kind extends DriftFinding['kind']>(kind: Kind, column: string | undefined) =>
    kind === 'ordered' && isOfInstants(column, columns) ? 'instants' : kind;
  return {
    ...finding,
    kind: kindOf(finding.kind, own[0]),
    // A distance in the column's unit may be that of two values.
    ...(isMasked && isInUnit(finding.method) && { interval: null, detectable: null }),
    isMasked: isMasked && finding.columns === null,
    bins: shownBins(finding.bins, isMasked, masks),
    columns:
      finding.columns?.map((one) => {
        const isHidden = masks.columns.has(one.column);
        return {
          ...one,
          kind: kindOf(one.kind, one.column),
          isMasked: isHidden,
          bins: shownBins(one.bins, isHidden, masks),
        };
      }) ?? null,
  };
}

const isInUnit = (method: string): boolean =>
  Object.values(driftMethods).some(({ name, unit }) => name === method && unit === 'column');

const shownBins = (
  bins: readonly DriftBin[],
  isMasked: boolean,
  masks: Masks,
): readonly DriftBin[] =>
  bins.map((bin) => {
    if (isMasked) return { ...bin, from: null, to: null, category: bin.category && maskedText };
    if (!masks.looks) return bin;
    const looks = (end: number | string | null) => end !== null && looksPersonal(String(end));
    return {
      ...bin,
      from: looks(bin.from) ? null : bin.from,
      to: looks(bin.to) ? null : bin.to,
      category: looks(bin.category) ? maskedText : bin.category,
    };
  });

const isOfInstants = (name: string | undefined, columns: readonly ColumnDescription[]): boolean => {
  const family = columns.find((column) => column.name === name)?.family;
  return family === 'date' || family === 'timestamp';
};
