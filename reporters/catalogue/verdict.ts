import type { VNode } from 'preact';
import type { CataloguedContract } from '../../src/outcome/catalogue/catalogue.ts';
import type { State } from '../../src/outcome/outcome.ts';
import { stateOf } from '../../src/outcome/report.ts';
import { el } from '../html/element.ts';
import { printTime, stateWords } from '../html/words.ts';

/** A state with the time of the run that found it; null if there was none. */
interface Found {
  readonly state: State;
  readonly at: string | null;
}

/**
 * Returns a verdict in words. What no known run has judged is `not run yet`, and what was judged in part is `not all run`:
 * neither looks like a pass.
 */
export function verdictWord({ state, at }: Found): string {
  if (state !== 'notRun') return stateWords[state];
  return at === null ? 'not run yet' : 'not all run';
}

/** Renders a verdict as a coloured word. */
export const verdictBadge = (found: Found): VNode =>
  el('b', { class: `st ${found.state}` }, verdictWord(found));

/** Renders when a verdict was found. */
export const foundAt = ({ at }: Pick<Found, 'at'>): VNode | null =>
  at === null ? null : el('time', { datetime: at }, printTime(at));

/** Returns the verdict on a contract: the worst on its datasets, and the time of the newest run. */
export function contractVerdict({ runs }: Pick<CataloguedContract, 'runs'>): Found {
  const times = runs.flatMap(({ at }) => at ?? []).sort();
  return { state: stateOf(runs), at: times.at(-1) ?? null };
}
