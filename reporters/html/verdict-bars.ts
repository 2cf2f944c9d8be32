import type { VNode } from 'preact';
import { grouped } from '../../src/outcome/printable-text.ts';
import { countStates } from '../../src/outcome/report.ts';
import { type Child, el } from './element.ts';
import type { ShownContract } from './shown.ts';
import { countsText, stateOrder } from './words.ts';

/** The number of contracts drawn. The list below has them all. */
const most = 20;
/** The percent of a bar that a state takes at least, so that one expectation of a thousand is seen. */
const narrowest = 1.5;

/** Draws the verdicts of each contract as a bar, the worst contract and the worst state first. */
export function verdictBars(contracts: readonly ShownContract[]): Child {
  if (contracts.length === 0) return null;
  const more = contracts.length - most;
  return el(
    'section',
    { class: 'vbs', 'aria-label': 'Verdicts by contract' },
    el('ul', {}, contracts.slice(0, most).map(bar)),
    more > 0
      ? el('p', {}, el('a', { href: '#contracts' }, `${grouped(more)} more in the list below`))
      : null,
  );
}

function bar({ contract, anchor, outcomes }: ShownContract): VNode {
  const counts = countStates(outcomes.map(({ outcome }) => outcome));
  const present = stateOrder.filter((state) => counts[state] > 0);
  const parts = present.map((state) =>
    Math.max((counts[state] / outcomes.length) * 100, narrowest),
  );
  const all = parts.reduce((sum, part) => sum + part, 0);
  const widths = parts.map((part) => (part / all) * 100);
  return el(
    'li',
    {},
    el('a', { href: `#${anchor}` }, contract.contract),
    el(
      'svg',
      { class: 'vb', 'aria-hidden': 'true' },
      present.map((state, at) =>
        el('rect', {
          class: state,
          x: `${round(widths.slice(0, at).reduce((sum, width) => sum + width, 0))}%`,
          width: `${round(widths[at] ?? 0)}%`,
          height: 12,
        }),
      ),
    ),
    el('span', { class: 'dim' }, countsText(contract.outcomes)),
  );
}

const round = (value: number) => Math.round(value * 10) / 10;
