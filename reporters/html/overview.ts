import type { VNode } from 'preact';
import { isRed } from '../../src/outcome/outcome.ts';
import { counted, grouped } from '../../src/outcome/printable-text.ts';
import type { Report } from '../../src/outcome/report.ts';
import { isBrokenProperty } from '../../src/outcome/reported-fuzz.ts';
import { type Child, el } from './element.ts';
import { broken, warnings } from './listed.ts';
import type { ShownContract } from './shown.ts';
import { verdictBars } from './verdict-bars.ts';
import { printElapsed, printTime, stateOrder, stateWords } from './words.ts';

/** Renders the first screen: the result, what failed, its owner, and since when. */
export function overview(report: Report, contracts: readonly ShownContract[]): Child {
  const { startedAt, durationMs, state } = report;
  return [
    el(
      'section',
      { class: `verdict ${state}`, 'aria-labelledby': 'verdict' },
      el('h1', { id: 'verdict' }, state === 'passed' ? 'Passed' : 'Failed'),
      el('p', { class: 'say' }, summary(report)),
      el(
        'p',
        { class: 'dim' },
        el('time', { datetime: startedAt }, printTime(startedAt)),
        ` · took ${printElapsed(durationMs)}`,
      ),
      report.contracts.length === 0 && report.fuzz.length > 0 ? null : tally(report),
    ),
    verdictBars(contracts),
    problems(report),
    broken(contracts),
    warnings(contracts),
  ];
}

/** Returns sentences about how much was checked. */
function summary(report: Report): string {
  const { contracts, fuzz, problems } = report;
  const parts = [
    ...(contracts.length > 0 || fuzz.length === 0 ? [ofContracts(report)] : []),
    ...(fuzz.length > 0 ? [ofSteps(fuzz)] : []),
    ...(problems.length > 0 ? [`${counted(problems.length, 'problem')} of the run`] : []),
  ];
  return parts.join('; ');
}

function ofSteps(fuzz: Report['fuzz']): string {
  const properties = fuzz.flatMap((one) => one.properties);
  const broken = properties.filter(isBrokenProperty).length;
  const all = counted(properties.length, 'property', 'properties');
  const of = counted(fuzz.length, 'step');
  const leftOut = properties.filter(({ state }) => state === 'notRun').length;
  const rest = leftOut === 0 ? '' : `, ${grouped(leftOut)} not run`;
  return broken === 0
    ? `${all} of ${of} under fuzzing${rest}`
    : `${grouped(broken)} of ${all} broke, of ${of} under fuzzing${rest}`;
}

function ofContracts({ contracts, counts }: Report): string {
  const all = counted(
    Object.values(counts).reduce((sum, one) => sum + one, 0),
    'expectation',
  );
  const of = counted(contracts.length, 'contract');
  const red = counts.failed + counts.errored;
  if (red === 0) return `${all} in ${of}`;
  const broken = contracts.filter(({ outcomes }) => outcomes.some(isRed)).length;
  return `${grouped(red)} of ${all} broke, in ${broken} of ${of}`;
}

/** Renders the counts, each as a link to the expectations that it counts. */
function tally({ counts }: Report): VNode {
  const items = stateOrder.map((state) => {
    const text = [el('b', {}, counts[state]), ` ${stateWords[state]}`];
    const content =
      counts[state] === 0
        ? el('span', { class: 'none' }, text)
        : el('a', { class: state, href: `#state=${state}` }, text);
    return el('li', {}, content);
  });
  return el('ul', { class: 'tally', 'aria-label': 'Expectations by state' }, items);
}

function problems({ problems }: Report): Child {
  if (problems.length === 0) return null;
  const items = problems.map(({ message, file }) =>
    el('li', {}, message, file === null ? null : [' ', el('code', {}, file)]),
  );
  return el(
    'section',
    { class: 'problems', 'aria-labelledby': 'problems' },
    el('h2', { id: 'problems' }, 'Problems of the run'),
    el('ul', {}, items),
  );
}
