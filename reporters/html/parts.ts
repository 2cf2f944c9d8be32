import type { VNode } from 'preact';
import type { State } from '../../src/outcome/outcome.ts';
import { counted } from '../../src/outcome/printable-text.ts';
import { type Child, el } from './element.ts';
import type { PastOutcome, Streak } from './history.ts';
import { printDay, stateWords } from './words.ts';

/** Renders a state as a coloured word. */
export const badge = (state: State): VNode => el('b', { class: `st ${state}` }, stateWords[state]);

/** Renders since when an expectation has failed, as far as that is known. */
export function sinceText(past: readonly PastOutcome[] | null, streak: Streak | null): string {
  if (past === null) return 'not known: no history is kept';
  if (streak === null) return '';
  if (streak.runs === 1) return streak.isOpen ? 'this run, the first known' : 'this run';
  const day = printDay(streak.startedAt);
  const runs = counted(streak.runs, 'run');
  return streak.isOpen ? `${day} or before, ${runs}` : `${day}, ${runs}`;
}

/** Renders SQL with a button to copy it. */
export const sqlBlock = (sql: string): VNode =>
  el(
    'div',
    { class: 'sql' },
    el('button', { type: 'button', class: 'copy js' }, 'Copy'),
    el('pre', {}, el('code', {}, sql)),
  );

/** Renders the header row of a table. */
export const headRow = (names: readonly string[]): VNode =>
  el(
    'tr',
    {},
    names.map((name) => el('th', { scope: 'col' }, name)),
  );

/** Links web pages and mail addresses only, since a contract may come from anyone. */
export const link = (url: string): Child =>
  /^(?:https?:\/\/|mailto:)/i.test(url) ? el('a', { href: url, rel: 'noreferrer' }, url) : url;
