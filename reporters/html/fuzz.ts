import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { counted, grouped } from '../../src/outcome/printable-text.ts';
import type { Report } from '../../src/outcome/report.ts';
import { countStates } from '../../src/outcome/report.ts';
import {
  type FuzzedExample,
  type FuzzedProperty,
  isBrokenProperty,
  type ReportedFuzz,
} from '../../src/outcome/reported-fuzz.ts';
import { type Child, el } from './element.ts';
import { fuzzTable } from './fuzz-table.ts';
import { badge, headRow, sqlBlock } from './parts.ts';
import { printElapsed, stateOrder, stateWords } from './words.ts';

/** Renders the fuzz tests: those that failed first. */
export function fuzzSection({ fuzz }: Report): Child {
  if (fuzz.length === 0) return null;
  return el(
    'section',
    { 'aria-labelledby': 'fuzz' },
    el('h2', { id: 'fuzz', tabindex: -1 }, 'Steps under fuzzing'),
    numbered(fuzz)
      .sort((one, other) => rank(one) - rank(other))
      .map(fuzzView),
  );
}

/** Renders the table of properties that make the run fail, with a link to each. */
export function brokenProperties({ fuzz }: Report): Child {
  const broken = numbered(fuzz).flatMap((one) =>
    one.properties.filter(isBrokenProperty).map((property) => ({ one, property })),
  );
  if (broken.length === 0) return null;
  const columns = ['State', 'Property', 'Fuzz test', 'Step'];
  return el(
    'section',
    { class: 'listed', 'aria-labelledby': 'fuzz-broke' },
    el(
      'h2',
      { id: 'fuzz-broke' },
      'Steps that broke a property ',
      el('span', { class: 'dim' }, grouped(broken.length)),
    ),
    el(
      'table',
      {},
      el('thead', {}, headRow(columns)),
      el(
        'tbody',
        {},
        broken.slice(0, atOnce).map(({ one, property }) => brokenRow(one, property, columns)),
      ),
    ),
    broken.length > atOnce
      ? el(
          'p',
          {},
          el('a', { href: '#fuzz' }, `${grouped(broken.length - atOnce)} more in the list below`),
        )
      : null,
  );
}

/** The rows on the first screen. */
const atOnce = 25;

function brokenRow(one: NumberedFuzz, property: FuzzedProperty, columns: readonly string[]): VNode {
  const cells: readonly Child[] = [
    badge(property.state),
    [
      el('a', { href: `#${anchorOf(one, property)}` }, property.title),
      property.problem === null ? null : el('p', { class: 'dim' }, property.problem.message),
    ],
    one.name,
    el('code', {}, one.step),
  ];
  return el(
    'tr',
    {},
    columns.map((name, at) => el('td', { 'data-h': name }, cells[at] ?? null)),
  );
}

const rank = ({ state }: { readonly state: FuzzedProperty['state'] }) => stateOrder.indexOf(state);

function fuzzView(one: NumberedFuzz): VNode {
  const { name, step, state, properties, leftOut } = one;
  const isQuiet = state === 'passed';
  const sorted = [...properties].sort((left, right) => rank(left) - rank(right));
  return el(
    'details',
    { class: 'c', open: !isQuiet },
    el(
      'summary',
      {},
      badge(state),
      el('h3', {}, name),
      el('span', {}, el('code', {}, step)),
      el('span', { class: 'ds' }, triedText(one)),
      el('span', { class: 'ct' }, countsText(one)),
    ),
    el(
      'div',
      { class: 'terms' },
      el(
        'dl',
        {},
        term('Test file', el('code', {}, one.file)),
        term('Seed', el('code', {}, one.seed)),
        term('Search', printElapsed(one.durationMs)),
      ),
    ),
    sorted.map((property) => propertyView(one, property)),
    leftOut.length === 0
      ? null
      : el(
          'details',
          { class: 'ps' },
          el('summary', {}, `${counted(leftOut.length, 'rule')} left out`),
          el(
            'ul',
            { class: 'lo' },
            leftOut.map(({ title, reason }) => el('li', {}, el('code', {}, title), ` ${reason}`)),
          ),
        ),
  );
}

const term = (name: string, value: Child): VNode =>
  el('div', {}, el('dt', {}, name), el('dd', {}, value));

const triedText = ({ tried, runs }: ReportedFuzz): string =>
  tried === null ? 'the search did not end' : `${counted(tried, 'input')} of ${grouped(runs)}`;

function countsText({ properties }: ReportedFuzz): string {
  const counts = countStates(properties);
  return stateOrder
    .filter((state) => counts[state] > 0)
    .map((state) => `${grouped(counts[state])} ${stateWords[state]}`)
    .join(', ');
}

/** A fuzz test with its place in the report, since several may have one name. */
interface NumberedFuzz extends ReportedFuzz {
  readonly at: number;
}

const numbered = (fuzz: Report['fuzz']): NumberedFuzz[] => fuzz.map((one, at) => ({ ...one, at }));

const anchorOf = ({ at, file, name }: NumberedFuzz, { id }: FuzzedProperty): string =>
  `f${createHash('sha256')
    .update(JSON.stringify([at, file, name, id]))
    .digest('hex')
    .slice(0, 10)}`;

function propertyView(one: NumberedFuzz, property: FuzzedProperty): VNode {
  const { state, title, kind, problem, example, location } = property;
  return el(
    'details',
    { class: 'fz', id: anchorOf(one, property), open: isBrokenProperty(property) },
    el(
      'summary',
      {},
      badge(state),
      el('code', {}, title),
      el('span', { class: 'ob' }, kinds[kind]),
    ),
    el(
      'div',
      { class: 'in' },
      problem === null ? null : el('p', { class: 'head' }, problem.message),
      example === null ? null : exampleView(example),
      location === null
        ? null
        : el('p', { class: 'how' }, el('code', {}, `${location.file}:${location.line}`)),
    ),
  );
}

const kinds = {
  run: 'of the step',
  rule: 'rule of the output',
  invariant: 'invariant',
} as const satisfies Record<FuzzedProperty['kind'], string>;

const exampleView = ({ tables, faults, found, replay }: FuzzedExample): readonly Child[] => [
  el('div', { class: 'ios' }, tables.map(fuzzTable)),
  faults.length === 0
    ? null
    : el('p', {}, `${counted(faults.length, 'fault')} in the input: ${faults.join('; ')}.`),
  el('p', { class: 'how' }, `Found ${found}.`),
  replay === null ? null : sqlBlock(`seed: ${replay.seed}, path: '${replay.path}'`),
];
