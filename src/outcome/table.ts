import type { Sample, SampleRow } from './outcome.ts';
import { counted, truncate, visible, width } from './printable-text.ts';

/** A title, followed by the lines of a table or a drawing. */
export interface TitledTable {
  readonly title: string;
  readonly lines: readonly string[];
}

const gap = '  ';
const narrowest = 4;

/**
 * Returns a cell as text. NULL is bare, so the text 'NULL', the empty text and text with spaces around it are quoted.
 */
export function printCell(value: string | null): string {
  if (value === null) return 'NULL';
  const text = visible(value);
  return text === '' || text === 'NULL' || text !== text.trim() ? `'${text}'` : text;
}

const isNumber = (value: string | null): boolean =>
  value === null || /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|nan|inf(?:inity)?)$/i.test(value);

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, one) => sum + one, 0) + gap.length * Math.max(0, widths.length - 1);

/** Narrows the widest columns until all fit. */
function narrow(natural: readonly number[], limit: number): readonly number[] {
  const widths = [...natural];
  while (total(widths) > limit) {
    const largest = Math.max(...widths);
    if (largest <= narrowest) break;
    widths[widths.indexOf(largest)] = largest - 1;
  }
  return widths;
}

/** Returns the number of columns that fit if each is as narrow as possible. */
const columnsThatFit = (limit: number): number =>
  Math.max(1, Math.floor((limit + gap.length) / (narrowest + gap.length)));

/**
 * Returns rows as an aligned table of at most `limit` terminal cells. Numbers are aligned to the right, NULL is bare,
 * and long cells are cut. Columns that do not fit are named below it.
 */
export function printTable(
  sample: Pick<Sample, 'columns' | 'rows'>,
  limit: number,
): readonly string[] {
  const shown = Math.min(sample.columns.length, columnsThatFit(limit));
  const header = sample.columns.slice(0, shown).map(visible);
  const body = sample.rows.map((row: SampleRow) =>
    header.map((_, at) => printCell(row[at] ?? null)),
  );
  const right = header.map((_, at) => sample.rows.every((row) => isNumber(row[at] ?? null)));
  const natural = header.map((name, at) =>
    Math.max(narrowest, width(name), ...body.map((row) => width(row[at] ?? ''))),
  );
  const widths = narrow(natural, limit);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => {
        const room = widths[at] ?? narrowest;
        const cut = truncate(text, room);
        const padding = ' '.repeat(Math.max(0, room - width(cut)));
        return right[at] ? padding + cut : cut + padding;
      })
      .join(gap)
      .trimEnd();
  const rule = widths.map((one) => '─'.repeat(one)).join(gap);
  const hidden = sample.columns.length - shown;
  return [
    line(header),
    rule,
    ...body.map(line),
    ...(hidden > 0 ? [`(${counted(hidden, 'more column')} without room here)`] : []),
  ];
}
