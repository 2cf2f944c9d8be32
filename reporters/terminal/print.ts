import type { ChalkInstance } from 'chalk';
import { printedTerms } from '../../src/contract/terms.ts';
import { causeFailed } from '../../src/outcome/cause-failed.ts';
import { driftPicture } from '../../src/outcome/drift/drift-picture.ts';
import {
  despiteOf,
  factsOf,
  reproduction,
  sampleTable,
  soleReason,
} from '../../src/outcome/failure.ts';
import { notesLine } from '../../src/outcome/notes-line.ts';
import { isLost, type Outcome } from '../../src/outcome/outcome.ts';
import { counted, grouped, inert, visible, wrap } from '../../src/outcome/printable-text.ts';
import type { Report, ReportedContract, RunProblem } from '../../src/outcome/report.ts';
import type { ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';
import { printSummary } from '../../src/vitest/plugin/warning-summary.ts';
import { consequencesOf, type Finding, findingsOf, outcomesOf } from '../findings.ts';
import { printCounts } from './counts.ts';
import { detailsLine, shortFailures } from './short.ts';

const columns = 80;
const indent = '    ';
const labelled = 10;
const listed = 20;
const mostLinks = 3;

type Style = (text: string) => string;

/** The surroundings of a printed report: the rest of the run, and how much of it is asked for. */
interface Surroundings {
  /** The number of failed tests that are not contracts. They are printed elsewhere, and make the result red too. */
  readonly others?: number;
  /** True if each failure has its rows, its SQL and its place. */
  readonly hasDetails?: boolean;
  /** True if the run writes the HTML report as well. */
  readonly hasPage?: boolean;
}

/**
 * Returns the report of a run for a terminal of 80 columns: failures first, counts last. No text of the data is printed
 * raw.
 */
export function printReport(
  report: Report,
  color: ChalkInstance,
  { others = 0, hasDetails = false, hasPage = false }: Surroundings = {},
): string {
  const { red, lost, warned, leftOut } = findingsOf(report);
  const blocks = [
    ...report.problems.map((problem) => runProblem(problem, color)),
    ...[...Map.groupBy(red, ({ contract }) => contract)].flatMap(([contract, findings]) => [
      ...(hasDetails
        ? [heading(contract, color), ...findings.map((finding) => failure(finding, color))]
        : [
            [
              ...heading(contract, color),
              ...shortFailures(findings, color),
              ...(contract === red.at(-1)?.contract ? [detailsLine(color)] : []),
            ],
          ]),
    ]),
    ...lost.map((finding) => notRun(finding, color.red('×'), color)),
    ...report.fuzz.flatMap((one) => lostProperties(one, color)),
    ...leftOut.filter(isNoConsequence).map((finding) => notRun(finding, color.dim('↓'), color)),
  ];
  return [
    ...blocks.map((lines) => `\n${lines.join('\n')}\n`),
    printSummary(
      outcomesOf(warned),
      [],
      color,
      notesLine(
        report.contracts.flatMap((one) => one.outcomes),
        hasPage,
      ),
    ),
    `\n${printCounts(report, color, others).join('\n')}\n`,
  ].join('');
}

/** False for what stands below the failure that kept it from being run. */
const isNoConsequence = ({ outcome: { problem } }: Finding) => problem?.code !== causeFailed;

/** Lines below a mark. */
function marked(mark: string, text: string, style: Style): readonly string[] {
  return wrap(text, columns - indent.length).map(
    (line, at) => `${at === 0 ? `  ${mark} ` : indent}${style(inert(line))}`,
  );
}

function runProblem({ file, message }: RunProblem, color: ChalkInstance): readonly string[] {
  const text = file === null ? message : `${file}: ${message}`;
  return marked(color.red('×'), visible(text), color.red);
}

function heading(contract: ReportedContract, color: ChalkInstance): readonly string[] {
  const of = visible(`${contract.contract} on ${contract.dataset}`);
  const owner = contract.terms.owner === null ? '' : visible(` (${contract.terms.owner})`);
  const [first = '', ...more] = wrap(`${of}${owner}`, columns - 8);
  return [
    ` ${color.red.inverse.bold(' FAIL ')} ${color.bold(inert(first))}`,
    ...more.map((line) => `        ${color.bold(inert(line))}`),
    ...linkLines(contract, color),
  ];
}

/** Returns the links of a contract, such as its runbook, one line each. A link is not broken: it is to be followed. */
const linkLines = ({ terms }: ReportedContract, color: ChalkInstance): readonly string[] =>
  printedTerms(terms)
    .filter(({ isLink }) => isLink)
    .slice(0, mostLinks)
    .flatMap(({ label, text }) => wrap(visible(`${label}: ${text}`), columns - indent.length))
    .map((line) => `${indent}${color.dim(inert(line))}`);

function failure(finding: Finding, color: ChalkInstance): readonly string[] {
  const { outcome, alike } = finding;
  const { location } = outcome;
  const consequences = consequencesOf(finding);
  const facts = factsOf(outcome).filter(([label]) => label !== 'dataset');
  return [
    ...marked(color.red('×'), visible(outcome.title), color.bold),
    ...verdict(outcome, color),
    ...facts.flatMap(([label, text]) => fact(label, text, (line) => line, color)),
    ...(location === null ? [] : fact('at', placeOf(location), color.dim, color)),
    ...(alike.length === 0 ? [] : ['', `${indent}for the same reason, neither:`]),
    ...titles(alike),
    ...(consequences.length === 0 ? [] : ['', `${indent}not run because of it:`]),
    ...titles(consequences),
    ...drift(outcome, color),
    ...rows(outcome, color),
    ...sql(outcome, color),
  ];
}

const placeOf = ({ file, line, column }: NonNullable<Outcome['location']>) =>
  visible(`${file}:${line}:${column}`);

/** Observed against bound. */
function verdict(outcome: Outcome, color: ChalkInstance): readonly string[] {
  const { state, observed, expected, problem } = outcome;
  const bound = fact('expected', visible(expected), color.green, color);
  if (state === 'errored') {
    const why = visible(problem?.message ?? 'nobody said why.');
    return [...fact('error', why, color.red, color), ...bound];
  }
  const found = soleReason(outcome) ?? `${observed ?? 'no value'}${despiteOf(outcome)}`;
  return [...fact('observed', visible(found), color.red, color), ...bound];
}

function fact(label: string, text: string, style: Style, color: ChalkInstance): readonly string[] {
  return wrap(text, columns - indent.length - labelled).map((line, at) => {
    const name = (at === 0 ? label : '').padEnd(labelled);
    return `${indent}${color.dim(name)}${style(inert(line))}`;
  });
}

function titles(outcomes: readonly Pick<Outcome, 'title'>[]): readonly string[] {
  const more = outcomes.length - listed;
  return [
    ...outcomes.slice(0, listed).flatMap(({ title }) => below(visible(title))),
    ...(more > 0 ? [`${indent}  … and ${grouped(more)} more`] : []),
  ];
}

const below = (text: string): readonly string[] =>
  wrap(text, columns - indent.length - 2).map((line) => `${indent}  ${inert(line)}`);

function rows(outcome: Outcome, color: ChalkInstance): readonly string[] {
  const table = sampleTable(outcome);
  if (table === null) return [];
  const [head = '', rule = '', ...body] = table.lines.map((line) => inert(`${indent}${line}`));
  return ['', `${indent}${table.title}`, color.bold(head), color.dim(rule), ...body];
}

function drift(outcome: Outcome, color: ChalkInstance): readonly string[] {
  const picture = driftPicture(outcome.drift, columns - indent.length);
  if (picture === null) return [];
  const lines = picture.lines.map((line) => inert(`${indent}${line}`));
  const title = wrap(picture.title, columns - indent.length).map((line) => indent + line);
  return ['', ...title, ...lines.map((line) => color.bold(line))];
}

function sql(outcome: Outcome, color: ChalkInstance): readonly string[] {
  const [title, ...lines] = reproduction(outcome);
  if (title === undefined) return [];
  return ['', `${indent}${title.trim()}`, ...lines.map((line) => color.dim(inert(line)))];
}

function notRun(
  { contract, outcome, alike }: Finding,
  mark: string,
  color: ChalkInstance,
): readonly string[] {
  const all = [outcome, ...alike];
  const subject = `${contract.contract} on ${contract.dataset}`;
  const why = outcome.problem?.message ?? 'nobody said why.';
  const text = `${counted(all.length, 'expectation')} of ${subject} did not run: ${why}`;
  return [...marked(mark, visible(text), color.bold), ...titles(all)];
}

/** Returns the properties of a step that have no result. Those that broke are printed as errors of their tests. */
function lostProperties(
  { name, properties }: ReportedFuzz,
  color: ChalkInstance,
): readonly (readonly string[])[] {
  const lost = properties.filter(isLost);
  if (lost.length === 0) return [];
  const all = counted(lost.length, 'property', 'properties');
  const why = lost[0]?.problem?.message ?? 'nobody said why.';
  const text = `${all} of '${name}' did not run: ${why}`;
  return [[...marked(color.red('×'), visible(text), color.bold), ...titles(lost)]];
}
