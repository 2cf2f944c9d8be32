import type { ExpectationNode } from '../../contract/expectation.ts';
import type { ColumnDescription, ShownCell, ShownRows } from '../../engine/engine.ts';
import type { Sample } from '../../outcome/outcome.ts';
import { visible } from '../../outcome/printable-text.ts';
import { measurementText } from '../../outcome/words/observed.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import type { SegmentValue } from '../measure-request.ts';
import { isPart } from '../verdict/judge-bound.ts';
import { type FoundRows, most } from '../violations/miss.ts';
import { type Masks, mayLookPersonal, revealsValue, sampleOf } from './masking.ts';
import { shownValue } from './shown-value.ts';

/**
 * Returns the form in which the engine returns columns. It looks at all of a text, since the part that is cut off may
 * be personal.
 */
export function shownCells(
  names: readonly string[],
  {
    relation,
    columns,
  }: { readonly relation: string; readonly columns: readonly ColumnDescription[] },
  masks: Masks,
): ShownRows {
  const cells = names.map((column): ShownCell => {
    const described = columns.find(({ name }) => name === column);
    if (masks.columns.has(column)) return { column, shown: 'masked' };
    if (masks.personal?.has(column)) return { column, shown: 'masked', hasShape: true };
    const isAsked = masks.looks && (!described || mayLookPersonal(described));
    return { column, shown: isAsked ? 'unlessPersonal' : 'value' };
  });
  return { relation, cells, most: most.rows, characters: most.characters, mask: maskedText };
}

/** Returns some of the violating rows as masked texts. */
export function showSample(node: ExpectationNode, found: FoundRows, masks: Masks): Sample {
  switch (found.kind) {
    case 'masked':
      return sampleOf(found.columns, found.rows, masks.columns);
    case 'segments':
      return segmentSample(node, found.segments, masks);
    case 'values':
      return valueSample(node, found, masks);
  }
}

function valueSample(
  { metric }: ExpectationNode,
  { columns, rows, ofColumns, shows }: Extract<FoundRows, { kind: 'values' }>,
  masks: Masks,
): Sample {
  const isOfMasked = metric.needs.some(
    ({ column }) => masks.columns.has(column) || masks.personal?.has(column),
  );
  const hidden = isOfMasked && ofColumns.length > 0 ? new Set(ofColumns) : masks.columns;
  const shown = rows.map((row) =>
    columns.map((name, at) => shownValue(row[at] ?? null, name, { ...masks, columns: hidden })),
  );
  return sampleOf(columns, shown, hidden, shows);
}

function segmentSample(
  node: ExpectationNode,
  missed: readonly SegmentValue[],
  masks: Masks,
): Sample {
  const { metric, bound } = node;
  const { per } = metric.scope;
  const shownMeasure = ({ value, of }: SegmentValue) => {
    if (value === null) return null;
    if (revealsValue(metric, of, value, masks)) return maskedText;
    return measurementText({ value, of, unit: metric.unit, isPart: isPart(node), bound });
  };
  const rows = missed
    .slice(0, most.rows)
    .map((one) => [
      ...per.map((name, at) => shownValue(one.segment[at] ?? null, name, masks)),
      shownMeasure(one),
    ]);
  return sampleOf([...per, `${metric.name}()`], rows, masks.columns, 'segments');
}

/** Returns the columns and values of a segment as text: `origin JFK`. Values are masked as in a sample. */
export const segmentText = (
  { metric: { scope } }: ExpectationNode,
  { segment }: SegmentValue,
  masks: Masks,
): string =>
  scope.per
    .map((name, at) => `${name} ${visible(shownValue(segment[at] ?? null, name, masks) ?? 'NULL')}`)
    .join(', ');
