import type { VNode } from 'preact';
import { headline } from '../../src/outcome/failure.ts';
import { isLost, isRed } from '../../src/outcome/outcome.ts';
import { grouped } from '../../src/outcome/printable-text.ts';
import { saysText } from '../../src/outcome/words/says-text.ts';
import { driftGlance } from './drift-glance.ts';
import { type Child, el } from './element.ts';
import { badge, headRow, sinceText } from './parts.ts';
import type { ShownContract, ShownOutcome } from './shown.ts';

/** Renders the table of expectations that make the run fail: missed, errored or lost. */
export const broken = (contracts: readonly ShownContract[]): Child =>
  listed(contracts, {
    id: 'broke',
    title: 'What broke',
    isShown: isBroken,
    atOnce: 25,
    states: 'failed,errored,notRun',
    columns: ['State', 'Expectation', 'Contract', 'Owner', 'Red since'],
  });

/** Renders the table of expectations that missed their bound as a warning. */
export const warnings = (contracts: readonly ShownContract[]): Child =>
  listed(contracts, {
    id: 'warnings',
    title: 'Warnings',
    isShown: ({ outcome }) => outcome.state === 'warned',
    atOnce: 5,
    states: 'warned',
    columns: ['State', 'Expectation', 'Contract', 'Owner'],
  });

const isBroken = ({ outcome }: ShownOutcome) => isRed(outcome) || isLost(outcome);

interface Listing {
  readonly id: string;
  readonly title: string;
  readonly isShown: (one: ShownOutcome) => boolean;
  /** The number of rows on the first screen; the list below it has them all. */
  readonly atOnce: number;
  /** The filter that shows the same expectations in the list. */
  readonly states: string;
  readonly columns: readonly string[];
}

interface Entry extends ShownOutcome {
  readonly owner: string | null;
}

/** Renders a table of expectations that need attention, with their owner and since when. */
function listed(contracts: readonly ShownContract[], listing: Listing): Child {
  const { id, title, isShown, atOnce, states, columns } = listing;
  const entries = contracts.flatMap(({ contract, outcomes }) =>
    outcomes.filter(isShown).map((one): Entry => ({ ...one, owner: contract.terms.owner })),
  );
  if (entries.length === 0) return null;
  const more = entries.length - atOnce;
  return el(
    'section',
    { class: 'listed', 'aria-labelledby': id },
    el('h2', { id }, title, ' ', el('span', { class: 'dim' }, grouped(entries.length))),
    el(
      'table',
      {},
      el('thead', {}, headRow(columns)),
      el(
        'tbody',
        {},
        entries.slice(0, atOnce).map((entry) => row(entry, columns)),
      ),
    ),
    more > 0
      ? el('p', {}, link(`state=${states}`, `${grouped(more)} more in the list below`))
      : null,
  );
}

const link = (hash: string, text: string): VNode => el('a', { href: `#${hash}` }, text);

function row({ outcome, anchor, streak, past, owner }: Entry, columns: readonly string[]): VNode {
  const says = saysText(outcome);
  const cells: readonly Child[] = [
    badge(outcome.state),
    [
      link(anchor, headline(outcome)),
      driftGlance(outcome),
      says === null ? null : el('p', { class: 'dim' }, says),
      outcome.because === null ? null : el('p', { class: 'dim' }, outcome.because),
    ],
    outcome.contract,
    owner ?? el('span', { class: 'dim' }, 'no owner'),
    sinceText(past, streak),
  ];
  return el(
    'tr',
    {},
    columns.map((name, at) => el('td', { 'data-h': name }, cells[at] ?? null)),
  );
}
