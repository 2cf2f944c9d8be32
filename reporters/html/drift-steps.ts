import type { VNode } from 'preact';
import type { DriftBin } from '../../src/metric/drift/finding.ts';
import { type Binned, binNames, printEnd } from '../../src/outcome/drift/bin-name.ts';
import type { Moved } from '../../src/outcome/drift/moved.ts';
import { el } from './element.ts';
import type { Piece } from './scale.ts';

/** A text below the drawing, at its place in percent. */
interface Tick {
  readonly at: number;
  readonly text: string;
  /** True if it stays, however close the next one is. */
  readonly isKept: boolean;
}

/** The places of all bins, in percent of the drawing's width. */
interface StepLayout {
  readonly pieces: readonly Piece[];
  readonly ticks: readonly Tick[];
}

/** The number of characters that the narrowest drawing has room for. */
const characters = 52;
/** The share of the width that the narrowest bin takes on an axis of time; below it all get the same width. */
const narrowest = 2;

/** NULL and NaN stand apart from the values. */
const isApart = ({ kind }: DriftBin): boolean => kind === 'null' || kind === 'nan';

/**
 * Places bins beside each other. Ranges of time lie on an axis of time. Others get the same width each, since the widths
 * of quantiles differ by orders of magnitude. NULL and NaN stand apart, at the end.
 */
export function stepLayout(of: Binned): StepLayout {
  const apart = of.bins.filter(isApart).length;
  const inOrder = of.bins.length - apart;
  const slot = 100 / (inOrder + (apart === 0 || inOrder === 0 ? apart : apart + 0.5));
  const onTime = of.kind === 'instants' && !of.isMasked ? timeParts(of.bins) : null;
  let end = 0;
  const pieces = of.bins.map((bin, at): Piece => {
    const gap = isApart(bin) && at > 0 && at === inOrder ? slot / 2 : 0;
    const from = end + gap;
    end = from + slot * (isApart(bin) ? 1 : (onTime?.[at] ?? 1 / inOrder) * inOrder);
    return { from: round(from), to: round(end) };
  });
  return { pieces, ticks: thinned(ticksOf(of, pieces)) };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Returns the part of the axis of time that each range takes; null where one could hardly be seen. */
function timeParts(bins: readonly DriftBin[]): readonly number[] | null {
  const values = bins.filter((bin) => !isApart(bin));
  const lengths = values.map(({ kind, from, to }) =>
    kind === 'range' && from !== null && to !== null ? to - from : null,
  );
  const closed = lengths.filter((length) => length !== null);
  if (closed.length === 0 || values.some(({ kind }) => kind !== 'range')) return null;
  // A range without an end is drawn as long as the others are on average.
  const usual = closed.reduce((sum, one) => sum + one, 0) / closed.length;
  const all = lengths.reduce<number>((sum, one) => sum + (one ?? usual), 0);
  const parts = lengths.map((one) => (one ?? usual) / all);
  return parts.every((part) => part * 100 >= narrowest) ? parts : null;
}

/** Returns the ends of ranges at their borders, and the names of other bins below them. */
function ticksOf(of: Binned, pieces: readonly Piece[]): readonly Tick[] {
  const names = binNames(of);
  return of.bins.flatMap((bin, at): readonly Tick[] => {
    const { from, to } = pieces[at] ?? nowhere;
    const middle = (from + to) / 2;
    if (isApart(bin)) return [{ at: middle, text: names[at] ?? '', isKept: true }];
    if (of.isMasked || bin.from === null) return [];
    const text = printEnd(bin.from, of.kind);
    return [{ at: bin.kind === 'range' ? from : middle, text, isKept: false }];
  });
}

const nowhere: Piece = { from: 0, to: 0 };

/** Leaves out ticks whose texts would touch the next. */
function thinned(ticks: readonly Tick[]): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks.toReversed()) {
    const next = kept.at(-1);
    const needed = next === undefined ? 0 : (tick.text.length + next.text.length) / 2 + 1;
    if (tick.isKept || next === undefined || next.at - tick.at >= (needed * 100) / characters)
      kept.push(tick);
  }
  return kept.toReversed();
}

const height = 110;
const above = 16;

/** Returns the height of a share, in percent of the tallest. What is there can be seen, however little it is. */
export const stepHeight = (share: number, tallest: number): number =>
  share > 0 && tallest > 0 ? Math.max((share / tallest) * 100, 1.2) : 0;

/** Returns the largest share of either dataset. */
export const tallestOf = ({ bins }: Pick<Binned, 'bins'>): number =>
  Math.max(...bins.flatMap(({ reference, current }) => [reference, current]), 0);

/**
 * Draws the current data as filled steps and the reference as an outline over them, in a place of any size. The bins
 * that moved most have another colour.
 */
const drawSteps = (
  of: Binned,
  pieces: readonly Piece[],
  moved: readonly Moved[],
  place: Readonly<Record<string, string | number>>,
): VNode =>
  el(
    'svg',
    { ...place, viewBox: '0 0 100 100', preserveAspectRatio: 'none' },
    of.bins.map(({ current }, at) => {
      const { from, to } = pieces[at] ?? nowhere;
      const tall = stepHeight(current, tallestOf(of));
      return el('rect', {
        class: moved.some((one) => one.at === at) ? 'mv' : 'cur',
        x: from,
        width: round(to - from),
        y: round(100 - tall),
        height: round(tall),
      });
    }),
    el('path', { class: 'ref', d: outline(of, pieces) }),
  );

/** Returns the outline of the reference, with a path of its own for bins that stand apart. */
function outline(of: Binned, pieces: readonly Piece[]): string {
  const tallest = tallestOf(of);
  const parts = of.bins.map(({ reference }, at) => {
    const { from, to } = pieces[at] ?? nowhere;
    const isNext = at > 0 && pieces[at - 1]?.to === from;
    const isLast = pieces[at + 1]?.from !== to;
    const top = round(100 - stepHeight(reference, tallest));
    return `${isNext ? '' : `M${from} 100`}V${top}H${to}${isLast ? 'V100' : ''}`;
  });
  return parts.join('');
}

/** Draws the steps with their ends below them, and a mark above each bin that moved most. */
export function largeSteps(of: Binned, moved: readonly Moved[], words: string): VNode {
  const { pieces, ticks } = stepLayout(of);
  const tallest = tallestOf(of);
  return el(
    'svg',
    { class: 'drs', role: 'img', 'aria-label': words },
    drawSteps(of, pieces, moved, { y: above, height, width: '100%' }),
    moved.map(({ at, bin, isUp }) => {
      const { from, to } = pieces[at] ?? nowhere;
      const tall = stepHeight(Math.max(bin.reference, bin.current), tallest);
      return el(
        'text',
        {
          class: 'mk',
          x: `${round((from + to) / 2)}%`,
          y: round(above + height * (1 - tall / 100) - 4),
          'text-anchor': 'middle',
        },
        isUp ? '▲' : '▼',
      );
    }),
    ticks.map(({ at, text }) =>
      el(
        'text',
        {
          x: `${round(at)}%`,
          y: above + height + 15,
          'text-anchor': at < 6 ? 'start' : at > 94 ? 'end' : 'middle',
        },
        text,
      ),
    ),
  );
}

/** Draws both distributions in a small place, without words. */
export const smallSteps = (of: Binned, moved: readonly Moved[]): VNode =>
  drawSteps(of, stepLayout(of).pieces, moved, { class: 'spk', 'aria-hidden': 'true' });
