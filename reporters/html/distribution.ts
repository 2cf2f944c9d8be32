import type { VNode } from 'preact';
import type { Distribution } from '../../src/outcome/outcome.ts';
import { counted, grouped } from '../../src/outcome/printable-text.ts';
import { type BarRow, barTable } from './bars.ts';
import { withBlanks } from './blanks.ts';
import { type Child, el } from './element.ts';

type Histogram = Extract<Distribution, { kind: 'histogram' }>;
type Frequencies = Extract<Distribution, { kind: 'frequencies' }>;

const width = 600;
const height = 96;

/** Renders the distribution of a column's values, as a drawing and as figures. */
export const distributionView = (distribution: Distribution): Child =>
  distribution.kind === 'histogram' ? histogram(distribution) : frequencies(distribution);

/** Draws the distribution in the heading of its column, beside the figures that an expectation of it has. */
export const smallDistribution = (distribution: Distribution): VNode =>
  distribution.kind === 'histogram'
    ? el(
        'svg',
        {
          class: 'hist sh',
          viewBox: `0 0 ${width} ${height}`,
          preserveAspectRatio: 'none',
          'aria-hidden': 'true',
        },
        bars(distribution.bins),
      )
    : smallFrequencies(distribution);

/** The number of values drawn in a heading. */
const fewest = 12;

function smallFrequencies({ values }: Frequencies): VNode {
  const shown = values.slice(0, fewest);
  const largest = Math.max(...shown.map(([, count]) => count), 1);
  const slot = width / fewest;
  return el(
    'svg',
    {
      class: 'hist sh',
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    shown.map(([, count], at) => {
      const tall = Math.max((count / largest) * height, count > 0 ? 1.5 : 0);
      return el('rect', {
        x: fixed(at * slot),
        width: fixed(slot - 4),
        y: fixed(height - tall),
        height: fixed(tall),
      });
    }),
  );
}

function histogram({ bins }: Histogram): Child {
  const [first] = bins;
  const last = bins.at(-1);
  if (!first || !last) return null;
  const total = bins.reduce((sum, [, , count]) => sum + count, 0);
  const words = `How ${counted(total, 'value')} lie, from ${grouped(first[0])} to ${grouped(last[1])}`;
  return el(
    'figure',
    {},
    el('figcaption', {}, words),
    el(
      'svg',
      {
        class: 'hist',
        viewBox: `0 0 ${width} ${height}`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': `${words}; the figures follow`,
      },
      bars(bins),
    ),
    el('p', { class: 'ends' }, el('span', {}, grouped(first[0])), el('span', {}, grouped(last[1]))),
    el(
      'details',
      {},
      el('summary', {}, 'Figures'),
      barTable(
        'Values',
        bins.map(
          ([from, to, count]): BarRow => ({
            name: `${grouped(from)} to ${grouped(to)}`,
            value: count,
            of: total,
          }),
        ),
      ),
    ),
  );
}

/**
 * Draws the bars of a histogram. The area of a bar stands for its number of values, so that bins may differ in width.
 */
function bars(bins: Histogram['bins']): readonly VNode[] {
  const low = bins[0]?.[0] ?? 0;
  const span = (bins.at(-1)?.[1] ?? 1) - low || 1;
  const density = ([from, to, count]: Histogram['bins'][number]) => count / (to - from || 1);
  const densest = Math.max(...bins.map(density)) || 1;
  return bins.map((bin) => {
    const [from, to] = bin;
    // What is there can be seen, however little it is.
    const tall = Math.max((density(bin) / densest) * height, bin[2] > 0 ? 1.5 : 0);
    return el('rect', {
      x: fixed(((from - low) / span) * width),
      width: fixed(Math.max(((to - from) / span) * width - 1, 1)),
      y: fixed(height - tall),
      height: fixed(tall),
    });
  });
}

const fixed = (value: number) => Math.round(value * 10) / 10;

function frequencies({ values, others }: Frequencies): Child {
  const total = values.reduce((sum, [, count]) => sum + count, others);
  const rows = values.map(
    ([value, count]): BarRow => ({
      name:
        value === null
          ? el('i', {}, 'NULL')
          : value === ''
            ? el('i', {}, 'empty')
            : withBlanks(value),
      value: count,
      of: total,
    }),
  );
  const rest: readonly BarRow[] =
    others === 0 ? [] : [{ name: el('i', {}, 'all others'), value: others, of: total }];
  return el(
    'figure',
    {},
    el('figcaption', {}, `The most frequent of ${counted(total, 'value')}`),
    barTable('Value', [...rows, ...rest]),
  );
}
