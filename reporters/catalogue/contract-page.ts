import type { VNode } from 'preact';
import { printedTerms } from '../../src/contract/terms.ts';
import type {
  Catalogue,
  CataloguedContract,
  CataloguedSnapshot,
} from '../../src/outcome/catalogue/catalogue.ts';
import { grouped, truncate } from '../../src/outcome/printable-text.ts';
import { type Child, el } from '../html/element.ts';
import { legible } from '../html/legible.ts';
import { link } from '../html/parts.ts';
import { printTime } from '../html/words.ts';
import { columnTable } from './column-table.ts';
import { framed } from './frame.ts';
import { ruleTables } from './rule-tables.ts';
import { section, table } from './table.ts';
import { contractVerdict, foundAt, verdictBadge } from './verdict.ts';

/** Renders the page of a contract: its terms, the last verdicts, its columns, its rules, and where its data is from. */
export function renderCataloguePage(
  given: CataloguedContract,
  { project, madeAt }: Pick<Catalogue, 'project' | 'madeAt'>,
): string {
  const contract = legible(given);
  return framed({
    title: truncate(contract.name, 120),
    above: el('a', { href: '../index.html' }, legible(project)),
    madeAt,
    main: [
      heading(contract),
      runs(contract),
      columnTable(contract.columns),
      ruleTables(contract),
      lineage(contract.lineage),
    ],
  });
}

function heading(contract: CataloguedContract): VNode {
  const { name, file, terms } = contract;
  const found = contractVerdict(contract);
  const others = printedTerms(terms).filter(({ name: term }) => term !== 'description');
  const facts: readonly (readonly [string, Child])[] = [
    ...(terms.owner === null ? [['Owner', el('span', { class: 'dim' }, 'none')] as const] : []),
    ...others.map(
      ({ label, text, isLink }) =>
        [truncate(label, 60), isLink ? link(text) : truncate(text, 300)] as const,
    ),
    ['Contract file', el('code', {}, file)],
  ];
  return el(
    'section',
    { class: `verdict ${found.state}`, 'aria-labelledby': 'name' },
    el('h1', { id: 'name' }, truncate(name, 200)),
    el('p', { class: 'is' }, verdictBadge(found), ' ', foundAt(found)),
    terms.description === null
      ? null
      : el('p', { class: 'about' }, truncate(terms.description, 2000)),
    el(
      'dl',
      { class: 'about' },
      facts.map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, value))),
    ),
  );
}

function runs({ runs: all }: CataloguedContract): Child {
  if (all.length === 0)
    return section('runs', 'Datasets', [
      el(
        'p',
        { class: 'dim' },
        'The contract file verifies no dataset, and no run of it is known.',
      ),
    ]);
  return section('runs', 'Datasets', [
    table(
      ['Verdict', 'Dataset', 'Last run', 'Rules'],
      all.map((run) => [
        verdictBadge(run),
        el('code', {}, truncate(run.dataset, 300)),
        foundAt(run),
        judged(run.verdicts.filter(({ at }) => at !== null).length, run.verdicts.length),
      ]),
      'datasets',
    ),
  ]);
}

const judged = (known: number, all: number): string =>
  known === all ? `${grouped(all)} judged` : `${grouped(known)} of ${grouped(all)} judged`;

function lineage(snapshots: readonly CataloguedSnapshot[]): Child {
  if (snapshots.length === 0) return null;
  return section('lineage', 'Lineage', [
    table(
      ['Tag', 'Snapshot', 'Recorded', 'Rows', 'Made by', 'From', 'Commit'],
      snapshots.map(({ dataset, tag, digest, created, rows, step, inputs, commit }) => [
        tag,
        el('code', {}, `${dataset}@${short(digest)}`),
        printTime(created),
        grouped(rows),
        step === null ? null : el('code', {}, truncate(step, 120)),
        inputs.length === 0 ? null : el('code', {}, inputs.map(shortInput).join(', ')),
        commit === null ? null : el('code', {}, commit.slice(0, 10)),
      ]),
      'snapshots',
    ),
  ]);
}

const short = (digest: string) => digest.replace('sha256:', '').slice(0, 8);
const shortInput = (input: string) => input.replace(/sha256:([0-9a-f]{8})[0-9a-f]*/, '$1');
