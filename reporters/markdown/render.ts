import { printedTerms } from '../../src/contract/terms.ts';
import { driftPicture } from '../../src/outcome/drift/drift-picture.ts';
import { driftFacts } from '../../src/outcome/drift/drift-words.ts';
import {
  despiteOf,
  expectedText,
  furtherNotes,
  sampleTable,
  soleReason,
} from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { capitalized, counted, grouped } from '../../src/outcome/printable-text.ts';
import type { Report, ReportedContract, RunProblem } from '../../src/outcome/report.ts';
import { isBrokenProperty } from '../../src/outcome/reported-fuzz.ts';
import { examplesText } from '../../src/outcome/short-failure.ts';
import { saysText } from '../../src/outcome/words/says-text.ts';
import { type Finding, type Findings, findingsOf, outcomesOf, stateWords } from '../findings.ts';
import { code, codeInCell, codeInHtml, fenced, linked } from './code.ts';
import { fitInto, type Item, type Section } from './fit.ts';
import { brokenSteps, steps } from './fuzz.ts';
import { header, row } from './table.ts';

/** GitHub takes less than 65,536 characters in a comment. Some are left for what wraps this in a comment of its own. */
const longest = 65_000;

/** The place of the full report. An address becomes a link; anything else is printed as it is. */
export interface FullReport {
  readonly text: string;
  readonly address: string | null;
}

/** A report for a step summary or a comment: what failed first, then what warned, then contracts and counts. */
export function renderMarkdown(report: Report, full: FullReport): string {
  const findings = findingsOf(report);
  const head = title(report, findings);
  const foot = counts(report);
  const sections = [
    problems(report.problems),
    ...byContract(findings.red).flatMap(failedContract),
    ...brokenSteps(report),
    notRun('Not run', findings.lost, 2),
    warnings(findings.warned),
    drifts(findings.warned),
    notRun('Left out', findings.leftOut, 5),
    contracts(report),
    steps(report),
  ];
  const room = longest - head.length - foot.length - reserved;
  const { text, left } = fitInto(sections, room);
  return `${[head, text, omission(left, full), foot].filter(Boolean).join('\n\n')}\n`;
}

/** The room that is kept for gaps and for the note on what is left out. */
const reserved = 1_000;

function title({ state, fuzz, counts: { errored, failed } }: Report, { lost }: Findings): string {
  const broken = fuzz.flatMap((one) => one.properties).filter(isBrokenProperty).length;
  if (state === 'passed') return '## ✅ Data contracts passed';
  const parts = [
    ...(failed > 0 ? [`${counted(failed, 'expectation')} failed`] : []),
    ...(errored > 0 ? [`${grouped(errored)} could not be judged`] : []),
    ...(lost.length > 0 ? [`${grouped(outcomesOf(lost).length)} did not run`] : []),
    ...(broken > 0 ? [`${counted(broken, 'property', 'properties')} of steps broke`] : []),
  ];
  return `## ❌ Data contracts failed${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

function problems(all: readonly RunProblem[]): Section {
  const items = all.map(({ file, message }) => ({
    text: `- ${file === null ? '' : `${code(file)}: `}${code(message)}`,
    rank: 0,
    what: 'problem of the run',
  }));
  return { head: '### Problems of the run\n\n', items, gap: '\n' };
}

const byContract = (findings: readonly Finding[]): readonly (readonly Finding[])[] => [
  ...Map.groupBy(findings, ({ contract }) => contract).values(),
];

/** Its table, then some rows and the SQL of each. */
function failedContract(findings: readonly Finding[]): readonly Section[] {
  const [first] = findings;
  if (!first) return [];
  const { contract, dataset, terms, file, rows } = first.contract;
  const facts = [
    ...(terms.owner === null ? ['owner not named'] : []),
    ...printedTerms(terms)
      .filter(({ name, isLink }) => name !== 'description' && !isLink)
      .map(({ label, text }) => `${label.toLowerCase()} ${code(text)}`),
    ...(rows === null ? [] : [counted(rows, 'row')]),
    code(file),
  ];
  const heading = [
    `### ${code(contract)} on ${code(dataset)}`,
    facts.join(' · '),
    ...about(first.contract),
  ].join('\n\n');
  const rowsOf = findings.map(
    (finding): Item => ({
      text: row([
        finding.outcome.state === 'failed' ? '❌ failed' : '🚫 could not be judged',
        expectation(finding),
        observed(finding.outcome),
        expected(finding.outcome),
      ]),
      rank: 1,
      what: 'expectation that failed',
    }),
  );
  const columns = ['', 'Expectation', 'Observed', 'Expected'];
  return [
    { head: `${heading}\n\n${header(columns)}`, items: rowsOf, gap: '\n' },
    drifts(findings),
    { head: '', items: findings.flatMap(({ outcome }) => details(outcome)), gap: '\n\n' },
  ];
}

/** Returns what the contract says of its rows, and its links. */
function about({ terms }: ReportedContract): readonly string[] {
  const printed = printedTerms(terms);
  const links = printed
    .filter(({ isLink }) => isLink)
    .map(({ label, text }) => `${code(label)} ${linked(text)}`);
  return [
    ...(terms.description === null ? [] : [code(terms.description)]),
    ...(links.length === 0 ? [] : [links.join(' · ')]),
  ];
}

/** Returns the expectation, its reason, and the place where it is declared. */
function expectation({ outcome, alike }: Finding): string {
  const { name, title, metric, because, location } = outcome;
  const says = saysText(outcome);
  return [
    codeInCell(title),
    ...(name === null ? [] : [codeInCell(metric)]),
    ...(alike.length > 0 ? [`and ${counted(alike.length, 'more expectation')}`] : []),
    ...(says === null ? [] : [`message ${codeInCell(says)}`]),
    ...(because === null ? [] : [`because ${codeInCell(because)}`]),
    ...(location === null ? [] : [codeInCell(`${location.file}:${location.line}`)]),
  ].join('<br>');
}

function observed(outcome: Outcome): string {
  const said = soleReason(outcome) ?? outcome.observed ?? outcome.problem?.message;
  return said === undefined ? 'no value' : codeInCell(`${said}${despiteOf(outcome)}`);
}

/** Returns the bound; nothing of a structure, whose title says what it has to be. */
const expected = (outcome: Outcome): string =>
  outcome.kind === 'structure' ? '' : codeInCell(expectedText(outcome));

/** The width of a drawing. A summary on GitHub has room for more than a terminal. */
const drawnColumns = 100;

/** Returns the drawing of each drift. It stands open, since it says at a glance what moved. */
function drifts(findings: readonly Finding[]): Section {
  const items = findings.flatMap(({ outcome }): readonly Item[] => {
    const picture = driftPicture(outcome.drift, drawnColumns);
    if (picture === null) return [];
    const facts = driftFacts(outcome).map(([label, text]) => `${label.padEnd(factsIndent)}${text}`);
    return [
      {
        text: [code(outcome.title), fenced([...facts, '', ...picture.lines], 'text')].join('\n\n'),
        rank: 4,
        what: 'drawing of a drift',
      },
    ];
  });
  return { head: '', items, gap: '\n\n' };
}

const factsIndent = 11;

function details(outcome: Outcome): readonly Item[] {
  const table = sampleTable(outcome);
  const values = outcome.sample?.values === undefined ? null : examplesText(outcome);
  const listed = outcome.kind === 'structure' ? furtherNotes(outcome) : [];
  const blocks = [
    ...(listed.length === 0 ? [] : [fenced(listed, 'text')]),
    ...(values === null ? [] : [`Values: ${code(values[1])}`]),
    ...(table === null ? [] : [table.title, fenced(table.lines, 'text')]),
    ...(outcome.sql === null ? [] : ['The same in SQL:', fenced(outcome.sql.split('\n'), 'sql')]),
  ];
  if (blocks.length === 0) return [];
  const what = [
    ...(listed.length === 0 ? [] : ['notes']),
    ...(table === null ? [] : ['failing rows']),
    ...(outcome.sql === null ? [] : ['SQL']),
  ].join(' and ');
  const summary = `<details>\n<summary>${capitalized(what)} of ${codeInHtml(outcome.title)}</summary>`;
  return [
    {
      text: [summary, ...blocks, '</details>'].join('\n\n'),
      rank: 4,
      what: 'block of failing rows and SQL',
    },
  ];
}

function notRun(heading: string, findings: readonly Finding[], rank: number): Section {
  const items = findings.flatMap(({ contract, outcome: first, alike }) =>
    [first, ...alike].map(({ title, problem }) => ({
      text: row([
        `${codeInCell(contract.contract)} on ${codeInCell(contract.dataset)}`,
        codeInCell(title),
        codeInCell(problem?.message ?? 'nobody said why.'),
      ]),
      rank,
      what: 'expectation that was not run',
    })),
  );
  const columns = ['Contract', 'Expectation', 'Why'];
  return { head: `### ${heading}\n\n${header(columns)}`, items, gap: '\n' };
}

function warnings(findings: readonly Finding[]): Section {
  const items = findings.map((finding) => ({
    text: row([
      `${codeInCell(finding.contract.contract)} on ${codeInCell(finding.contract.dataset)}`,
      expectation(finding),
      observed(finding.outcome),
      expected(finding.outcome),
      finding.contract.terms.owner === null ? '' : codeInCell(finding.contract.terms.owner),
    ]),
    rank: 3,
    what: 'warning',
  }));
  const columns = ['Contract', 'Expectation', 'Observed', 'Expected', 'Owner'];
  return { head: `### Warnings\n\n${header(columns)}`, items, gap: '\n' };
}

function omission(left: ReadonlyMap<string, number>, { text, address }: FullReport): string {
  if (left.size === 0) return '';
  const list = [...left].map(([what, count]) => counted(count, what, plurals[what])).join(', ');
  const where = address === null ? text : `[${text}](${address})`;
  return `**Left out here for want of room: ${list}.** All of it is in ${where}.`;
}

/** The plurals of the words for items that are left out. */
const plurals: Readonly<Record<string, string>> = {
  'problem of the run': 'problems of the run',
  'expectation that failed': 'expectations that failed',
  'block of failing rows and SQL': 'blocks of failing rows and SQL',
  'expectation that was not run': 'expectations that were not run',
  'drawing of a drift': 'drawings of a drift',
  warning: 'warnings',
  contract: 'contracts',
  'property that broke': 'properties that broke',
  'counter-example': 'counter-examples',
  'fuzz test': 'fuzz tests',
};

/** Returns the result of each contract, in the report's order. */
function contracts(report: Report): Section {
  const items = report.contracts.map(({ contract, dataset, terms, rows, state, outcomes }) => {
    const held = outcomes.filter((outcome) => outcome.state === 'passed').length;
    return {
      text: row([
        stateWords[state],
        `${codeInCell(contract)} on ${codeInCell(dataset)}`,
        terms.owner === null ? '' : codeInCell(terms.owner),
        rows === null ? '' : grouped(rows),
        `${grouped(held)} of ${grouped(outcomes.length)}`,
      ]),
      rank: 6,
      what: 'contract',
    };
  });
  const columns = ['', 'Contract', 'Owner', 'Rows', 'Expectations that hold'];
  return { head: `### Contracts\n\n${header(columns)}`, items, gap: '\n' };
}

function counts({ counts: all, contracts: { length }, durationMs }: Report): string {
  const states = ['failed', 'errored', 'notRun', 'warned', 'passed'] as const;
  const numbers = states.map((state) => grouped(all[state]));
  const seconds = (durationMs / 1000).toFixed(1);
  return `### Counts\n\n${header(states.map((state) => stateWords[state]))}${row(numbers)}\n\n${counted(length, 'contract')}, ${seconds} s`;
}
