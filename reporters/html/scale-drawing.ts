import type { VNode } from 'preact';
import { type Child, el } from './element.ts';
import type { Piece, Scale } from './scale.ts';

const percent = (value: number) => `${value}%`;

/** Draws a band of the scale. The stroke of the style widens that of a single value. */
const band = ({ from, to }: Piece, y: number): VNode =>
  el('rect', { class: 'ok', x: percent(from), width: percent(round(to - from)), y, height: 8 });

const round = (value: number) => Math.round(value * 10) / 10;

const value = ({ from, to }: Piece, y: number): VNode =>
  from === to
    ? el('circle', { cx: percent(from), cy: y, r: 4 })
    : el('line', { class: 'iv', x1: percent(from), x2: percent(to), y1: y, y2: y });

/** Draws the interval that an estimate lies in, which the estimate is drawn upon. */
const around = (confidence: Piece | null, y: number): VNode | null =>
  confidence === null
    ? null
    : el('line', {
        class: 'ci',
        x1: percent(confidence.from),
        x2: percent(confidence.to),
        y1: y,
        y2: y,
      });

/** Draws the scale in a row of the list, beside the words that say the same. */
export const smallScale = ({ allowed, observed, confidence, ticks }: Scale): VNode =>
  el(
    'svg',
    { class: 'sc', 'aria-hidden': 'true' },
    allowed.map((piece) => band(piece, 3)),
    ticks.map(({ at }) => tick(at, 3, 11)),
    around(confidence, 7),
    value(observed, 7),
  );

/** Draws the scale with its figures. `words` describes it to screen readers. */
export const largeScale = (
  { allowed, limits, observed, confidence, ticks }: Scale,
  words: string,
): VNode =>
  el(
    'svg',
    { class: 'lsc', role: 'img', 'aria-label': words },
    el('rect', { class: 'tr', x: 0, y: 26, width: '100%', height: 8 }),
    allowed.map((piece) => band(piece, 26)),
    limits.map(({ at }) =>
      el('line', { class: 'lim', x1: percent(at), x2: percent(at), y1: 22, y2: 38 }),
    ),
    ticks.map(({ at }) => tick(at, 26, 40)),
    around(confidence, 30),
    value(observed, 30),
    label((observed.from + observed.to) / 2, 14, observed.text, 'obs'),
    limitLabels(limits),
    ticks.map(({ at, text }) => label(at, 54, text)),
    ticks.length === 0
      ? null
      : label(observed.to < 50 ? 100 : 0, 14, 'share of all, square-root scale'),
  );

const tick = (at: number, from: number, to: number): VNode =>
  el('line', { class: 'tk', x1: percent(at), x2: percent(at), y1: from, y2: to });

/** Returns the labels of the limits. Two limits that are close together share one. */
function limitLabels(limits: Scale['limits']): Child {
  const [low, high] = limits;
  if (!low) return null;
  if (!high) return label(low.at, 54, low.text);
  if (high.at - low.at < 30)
    return label((low.at + high.at) / 2, 54, `${low.text} to ${high.text}`);
  return [label(low.at, 54, low.text), label(high.at, 54, high.text)];
}

/** Draws a label. Near an end of the scale it extends towards the middle. */
function label(at: number, y: number, text: string, style = 'at'): VNode {
  const anchor = at < 20 ? 'start' : at > 80 ? 'end' : 'middle';
  return el('text', { class: style, x: percent(round(at)), y, 'text-anchor': anchor }, text);
}
