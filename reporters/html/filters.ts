import type { VNode } from 'preact';
import type { Report } from '../../src/outcome/report.ts';
import { el } from './element.ts';
import { stateOrder, stateWords } from './words.ts';

/** Renders search and filters. The page's script makes them work, and they are hidden without it. */
export function filters({ contracts, counts }: Report): VNode {
  const owners = sorted(contracts.map(({ terms }) => terms.owner ?? noOwner));
  const tags = sorted(contracts.flatMap(({ outcomes }) => outcomes.flatMap((one) => one.tags)));
  const states = stateOrder.filter((state) => counts[state] > 0);
  return el(
    'form',
    { id: 'filters', class: 'js', role: 'search', 'aria-label': 'Expectations' },
    el('input', {
      type: 'search',
      name: 'q',
      'aria-label': 'Search',
      placeholder: 'Search expectations, columns, contracts',
      autocomplete: 'off',
      spellcheck: 'false',
    }),
    el(
      'fieldset',
      {},
      el('legend', {}, 'State'),
      states.map((state) =>
        el(
          'label',
          { class: state },
          el('input', { type: 'checkbox', name: 'state', value: state }),
          stateWords[state],
        ),
      ),
    ),
    choice('owner', 'Owner', [['', 'All owners'], ...owners.map(same)]),
    choice('kind', 'Kind', [
      ['', 'All kinds'],
      ['declared', 'Declared'],
      ['schema', 'Of the schema'],
    ]),
    tags.length === 0 ? null : choice('tag', 'Tag', [['', 'All tags'], ...tags.map(same)]),
    el('button', { type: 'reset' }, 'Clear'),
    el('output', { name: 'shown', for: 'filters', 'aria-live': 'polite' }),
  );
}

/** The filter's name for contracts without an owner. */
export const noOwner = 'no owner';

type Option = readonly [value: string, text: string];

const same = (text: string): Option => [text, text];

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

const choice = (name: string, label: string, options: readonly Option[]): VNode =>
  el(
    'select',
    { name, 'aria-label': label },
    options.map(([value, text]) => el('option', { value }, text)),
  );
