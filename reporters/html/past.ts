import type { VNode } from 'preact';
import type { State } from '../../src/outcome/outcome.ts';
import { counted, visible } from '../../src/outcome/printable-text.ts';
import { type Child, el } from './element.ts';
import type { PastOutcome } from './history.ts';
import { headRow } from './parts.ts';
import type { ShownOutcome } from './shown.ts';
import { printTime, stateWords } from './words.ts';

/** The number of runs listed with their figures if nothing failed. */
const figures = 10;
const step = 10;
const lineHeight = 34;

/** Renders the past runs of an expectation: a block in the colour of each state, with the values as a line above. */
export function pastView({ past, outcome }: ShownOutcome): Child {
  if (past === null || past.length < 2) return null;
  const words = `The last ${counted(past.length, 'run')}: ${counts(past)}`;
  if (isUnmoved(past))
    return el('p', {}, `${words}, always ${outcome.observed ?? 'without a value'}.`);
  return el(
    'figure',
    {},
    el('figcaption', {}, words),
    drawing(past, `${words}; the figures follow`),
    el(
      'details',
      {},
      el('summary', {}, 'Figures'),
      outcome.state === 'passed' ? el('p', {}, inShort(past)) : table(past),
    ),
  );
}

const isUnmoved = (past: readonly PastOutcome[]) =>
  past.every(({ state, observed }) => state === past[0]?.state && observed === past[0].observed);

function counts(past: readonly PastOutcome[]): string {
  const groups = Map.groupBy(past, ({ state }) => state);
  return [...groups].map(([state, ones]) => `${ones.length} ${stateWords[state]}`).join(', ');
}

const inShort = (past: readonly PastOutcome[]): string =>
  past
    .slice(-figures)
    .reverse()
    .map(({ startedAt, observed }) => `${printTime(startedAt)}: ${visible(observed ?? 'no value')}`)
    .join('; ');

const table = (past: readonly PastOutcome[]): VNode =>
  el(
    'table',
    {},
    el('thead', {}, headRow(['Run', 'State', 'Observed'])),
    el('tbody', {}, past.toReversed().map(tableRow)),
  );

const tableRow = ({ startedAt, state, observed }: PastOutcome): VNode =>
  el(
    'tr',
    {},
    el('td', {}, printTime(startedAt)),
    el('td', {}, stateWords[state]),
    el('td', {}, visible(observed ?? '–')),
  );

function drawing(past: readonly PastOutcome[], words: string): VNode {
  const points = pointsOf(past);
  const height = points === null ? 8 : 48;
  const width = past.length * step;
  return el(
    'svg',
    {
      class: 'past',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': words,
    },
    points === null ? null : el('polyline', { points }),
    blocks(past).map(({ state, at, runs }) =>
      el('rect', { class: state, x: at * step, y: height - 8, width: runs * step - 2, height: 8 }),
    ),
  );
}

interface Block {
  readonly state: State;
  readonly at: number;
  readonly runs: number;
}

/** Returns the groups of consecutive runs with the same state. */
function blocks(past: readonly PastOutcome[]): readonly Block[] {
  const found: Block[] = [];
  for (const [at, { state }] of past.entries()) {
    const last = found.at(-1);
    if (last?.state === state) found[found.length - 1] = { ...last, runs: last.runs + 1 };
    else found.push({ state, at, runs: 1 });
  }
  return found;
}

/** Returns the values as points of a line; null if they never changed, or are neither numbers nor times. */
function pointsOf(past: readonly PastOutcome[]): string | null {
  const values = past.map(({ value }) => numberOf(value));
  const known = values.filter((value) => Number.isFinite(value));
  const least = Math.min(...known);
  const room = Math.max(...known) - least;
  if (known.length < 2 || room === 0) return null;
  return values
    .flatMap((value, at) => {
      if (!Number.isFinite(value)) return [];
      const y = 2 + (1 - (value - least) / room) * (lineHeight - 4);
      return [`${at * step + step / 2 - 1},${Math.round(y * 10) / 10}`];
    })
    .join(' ');
}

function numberOf(value: string | null): number {
  if (value === null) return Number.NaN;
  const number = Number(value);
  return Number.isNaN(number) ? Date.parse(value) : number;
}
