import type { VNode } from 'preact';
import { counted } from '../../../src/outcome/printable-text.ts';
import type { ProfileColumn } from '../../../src/outcome/profile/profile-document.ts';
import { shortNumber } from '../../../src/outcome/profile/profile-words.ts';
import { type Child, el } from '../element.ts';

/** The size of a drawing, which its style scales. */
interface Size {
  readonly wide: number;
  readonly high: number;
}

/** Draws bars of counts, side by side; `words` says for each what it counts. */
export function countBars(
  counts: readonly number[],
  { wide, high }: Size,
  words: ((at: number) => string) | null,
): readonly VNode[] {
  const largest = Math.max(...counts, 1);
  const step = wide / counts.length;
  return counts.map((count, at) => {
    // What is there can be seen, however little it is.
    const tall = Math.max((count / largest) * high, count > 0 ? 1.5 : 0);
    const bar = {
      x: fixed(at * step),
      width: fixed(Math.max(step - 1, 0.5)),
      y: fixed(high - tall),
      height: fixed(tall),
    };
    return words === null ? el('rect', bar) : el('rect', bar, el('title', {}, words(at)));
  });
}

const fixed = (value: number) => Math.round(value * 10) / 10;

/** Draws how the values of a column lie, small, for a line of a table. */
export function sparkline({ histogram, topValues, name }: ProfileColumn): Child {
  const counts = histogram?.counts ?? topValues?.values.map(([, count]) => count) ?? [];
  if (counts.length < 2) return null;
  return el(
    'svg',
    { class: 'pk', viewBox: '0 0 120 24', role: 'img', 'aria-label': `How ${name} lies` },
    countBars(counts, { wide: 120, high: 24 }, null),
  );
}

/** Draws the histogram of a column, with what each bar counts on pointing at it. */
export function histogramFigure({ histogram, family, range, masked }: ProfileColumn): Child {
  if (histogram === null || histogram.counts.length < 2) return null;
  const { counts, edges } = histogram;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const end = (value: number | undefined) =>
    value === undefined
      ? ''
      : family === 'date' || family === 'timestamp'
        ? dayOf(value)
        : shortNumber(value);
  const words = (at: number) =>
    `${edges.length === 0 ? '' : `${end(edges[at])} to ${end(edges[at + 1])}: `}${counted(counts[at] ?? 0, 'value')}`;
  const label = `How ${counted(total, 'value')} lie, in ${counted(counts.length, 'bin')}`;
  return el(
    'figure',
    {},
    el(
      'svg',
      {
        class: 'hist',
        viewBox: '0 0 600 96',
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': label,
      },
      countBars(counts, { wide: 600, high: 96 }, words),
    ),
    range === null || masked !== null
      ? null
      : el(
          'p',
          { class: 'ends' },
          range.map((one) => el('span', {}, shortNumber(one))),
        ),
  );
}

/** Returns the day of an instant in milliseconds. */
function dayOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
