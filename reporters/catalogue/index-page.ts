import type { VNode } from 'preact';
import type { Catalogue, CataloguedContract } from '../../src/outcome/catalogue/catalogue.ts';
import { counted, truncate } from '../../src/outcome/printable-text.ts';
import { type Child, el } from '../html/element.ts';
import { legible } from '../html/legible.ts';
import { headRow } from '../html/parts.ts';
import { stateOrder } from '../html/words.ts';
import { framed } from './frame.ts';
import { contractVerdict, foundAt, verdictBadge, verdictWord } from './verdict.ts';

const heads = ['Verdict', 'Contract', 'Owner', 'Dataset', 'Last run'];

/** Renders the first page of a catalogue: a table of its contracts, the worst first. The script adds the search. */
export function renderCatalogueIndex(given: Catalogue): string {
  const catalogue = legible(given);
  const { project, contracts, madeAt } = catalogue;
  const rank = (one: CataloguedContract) => stateOrder.indexOf(contractVerdict(one).state);
  const sorted = contracts.toSorted((one, other) => rank(one) - rank(other));
  return framed({
    title: `${project} · Data contracts`,
    above: 'Assay',
    madeAt,
    main: [
      el('h1', { class: 'title' }, project),
      el('p', { class: 'dim' }, summary(contracts)),
      problems(catalogue),
      el(
        'form',
        { id: 'find', class: 'js', role: 'search' },
        el('input', {
          type: 'search',
          name: 'q',
          placeholder: 'Search contracts, owners, columns, rules',
          'aria-label': 'Search',
        }),
        el('output', {}, ''),
      ),
      el(
        'table',
        { class: 'cat' },
        el('thead', {}, headRow(heads)),
        el('tbody', {}, sorted.map(row)),
      ),
      el('p', { id: 'nothing', hidden: true }, 'No contract has these words.'),
    ],
  });
}

function summary(contracts: readonly CataloguedContract[]): string {
  const groups = Map.groupBy(contracts, (one) => verdictWord(contractVerdict(one)));
  const counts = [...groups].map(([word, ones]) => `${ones.length} ${word}`).sort();
  return `${counted(contracts.length, 'data contract')}: ${counts.join(', ')}.`;
}

function problems({ problems: all }: Catalogue): Child {
  if (all.length === 0) return null;
  return el(
    'section',
    { class: 'problems', 'aria-labelledby': 'problems' },
    el('h2', { id: 'problems' }, 'Problems of the runs'),
    el(
      'ul',
      {},
      all.map(({ message, file }) =>
        el('li', {}, truncate(message, 500), file === null ? null : [' ', el('code', {}, file)]),
      ),
    ),
  );
}

function row(contract: CataloguedContract): VNode {
  const { name, page, terms, runs } = contract;
  const found = contractVerdict(contract);
  const cells: readonly Child[] = [
    verdictBadge(found),
    [
      el('a', { href: `contracts/${page}` }, truncate(name, 120)),
      terms.description === null
        ? null
        : el('p', { class: 'dim' }, truncate(terms.description, 160)),
    ],
    terms.owner === null ? el('span', { class: 'dim' }, 'no owner') : truncate(terms.owner, 80),
    datasets(runs.map(({ dataset }) => dataset)),
    foundAt(found),
  ];
  return el(
    'tr',
    { 'data-q': searched(contract) },
    cells.map((cell, at) =>
      el(at === 1 ? 'th' : 'td', { 'data-h': heads[at], ...(at === 1 && { scope: 'row' }) }, cell),
    ),
  );
}

function datasets(labels: readonly string[]): Child {
  const [first] = labels;
  if (first === undefined) return el('span', { class: 'dim' }, 'none is named');
  const more = labels.length - 1;
  return [truncate(first, 120), more > 0 ? ` and ${counted(more, 'other')}` : ''];
}

/** The most characters that the search knows of the columns and rules of a contract. */
const searchedMost = 2000;

/** Returns what the search finds beside the words of the row: columns and rules. */
const searched = ({ columns, rules }: CataloguedContract): string =>
  [...new Set([...columns.map(({ name }) => name), ...rules.map(({ title }) => title)])]
    .join(' ')
    .toLowerCase()
    .slice(0, searchedMost)
    .toWellFormed();
