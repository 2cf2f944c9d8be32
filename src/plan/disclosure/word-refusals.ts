import type { Metric } from '../../metric/metric.ts';
import { columnsNamedBy } from '../../metric/metric-reads.ts';
import { counted, truncate, visible } from '../../outcome/printable-text.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import type { RefusedRows } from '../passes/tally-refusals.ts';
import type { Masks } from './masking.ts';

/** The most messages of an outcome, and the most characters of one. */
const most = { messages: 5, characters: 120 } as const;

/**
 * Returns what the judge says of the rows that it refuses, `'"a lies before b" at b of 2 rows'`; nothing if it has no words.
 * A message or a place that code made of a row is left out where a column of the metric is masked, or where it looks personal.
 */
export function wordRefusals(
  refused: readonly RefusedRows[],
  metric: Metric,
  masks: Masks,
  noun: string,
): readonly string[] {
  if (refused.length === 0) return [];
  const columns = columnsNamedBy(metric);
  const isMasked = [...columns].some(
    (name) => masks.columns.has(name) || masks.personal?.has(name),
  );
  const isHidden = (text: string) => isMasked || (masks.looks && looksPersonal(text));
  const said = refused.filter(({ isFixed, message }) => isFixed || !isHidden(message));
  const texts = said.slice(0, most.messages).map(({ message, path, isDeclared, rows }) => {
    // Where the schema does not name them all, a path below a column has keys of the data.
    const isShown =
      isDeclared || path.every((part, at) => (at === 0 && columns.has(part)) || !isHidden(part));
    const at = isShown && path.length > 0 ? ` at ${visible(placeText(path))}` : '';
    return `"${truncate(visible(message), most.characters)}"${at} of ${counted(rows, noun)}`;
  });
  const more = said.length - texts.length;
  const unsaid = refused.length - said.length;
  return [
    ...texts,
    ...(more > 0 ? [counted(more, 'other message')] : []),
    ...(unsaid > 0 ? [`${counted(unsaid, 'message')} that may quote a masked value`] : []),
  ];
}

const placeText = (path: readonly string[]): string =>
  path.reduce(
    (text, part) => (part === '[]' ? `${text}[]` : text === '' ? part : `${text}.${part}`),
    '',
  );
