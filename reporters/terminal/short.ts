import type { ChalkInstance } from 'chalk';
import type { Outcome } from '../../src/outcome/outcome.ts';
import {
  grouped,
  inert,
  truncate,
  visible,
  width,
  wrap,
} from '../../src/outcome/printable-text.ts';
import { detailsVariable, foundText, shortFacts } from '../../src/outcome/short-failure.ts';
import { consequencesOf, type Finding } from '../findings.ts';

const columns = 80;
const indent = '    ';
const labelled = 9;
const lineWidth = columns - indent.length;
const factWidth = lineWidth - labelled;

/** The most lines of a first line and of a fact. */
interface Room {
  readonly first: number;
  readonly fact: number;
}

const wide: Room = { first: 4, fact: 4 };
const narrow: Room = { first: 2, fact: 1 };

/** A contract with more failures than this prints each in few lines, so that all fit a screen. */
const mostWide = 6;

/** The most lines of a list of expectations. */
const mostNamed = 2;

/** The most failures of a contract that are printed. */
const mostFailures = 30;

/**
 * Prints the failures of a contract in a few lines each, those of one column together. A note stands once, beside the
 * last failure that it is about.
 */
export function shortFailures(
  unsorted: readonly Finding[],
  color: ChalkInstance,
): readonly string[] {
  const findings = [...Map.groupBy(unsorted, subjectOf).values()].flat();
  const room = findings.length > mostWide ? narrow : wide;
  const shown = findings.slice(0, mostFailures);
  const more = findings.length - shown.length;
  return [
    ...shown.flatMap((finding, at) => {
      const later = new Set(
        findings.slice(at + 1).flatMap(({ outcome }) => outcome.evidence?.notes ?? []),
      );
      return shortFailureOf(finding, later, room, color);
    }),
    ...(more > 0 ? [`  ${color.red('×')} … and ${grouped(more)} more`] : []),
  ];
}

function shortFailureOf(
  finding: Finding,
  later: ReadonlySet<string>,
  room: Room,
  color: ChalkInstance,
): readonly string[] {
  const { outcome, alike } = finding;
  const first = linesOf(firstText(outcome, room.first), lineWidth, room.first);
  const facts = [
    ...ruleOf(outcome),
    ...shortFacts(outcome, (note) => !later.has(note)).filter(
      ([label]) => label !== 'because' || room === wide || !repeatsCount(outcome),
    ),
  ];
  return [
    ...first.map(
      (line, at) => `${at === 0 ? `  ${color.red('×')} ` : indent}${color.bold(inert(line))}`,
    ),
    ...facts.flatMap(([label, text]) =>
      linesOf(text, factWidth, room.fact).map(
        (line, at) =>
          `${indent}${color.dim((at === 0 ? label : '').padEnd(labelled))}${inert(line)}`,
      ),
    ),
    ...listed('more for the same reason', alike, color),
    ...listed('not run because of it', consequencesOf(finding), color),
  ];
}

/** Returns the title of a failure and what was found, which stands whole behind a title that takes too many lines. */
function firstText(outcome: Outcome, most: number): string {
  const found = foundText(outcome);
  // A line may end as much as a word earlier than it could.
  const room = (most * lineWidth * 4) / 5 - width(found);
  return `${truncate(visible(outcome.title), Math.max(room, columns / 2))}: ${found}`;
}

/** Returns the column or the rows that a failure is about, as its metric begins. */
const subjectOf = ({ outcome: { about, metric } }: Finding): string => about?.label ?? metric;

/** True if a reason begins with the count that the first line gives, as the reasons of `assay infer` do. */
const repeatsCount = ({ because, violations, of }: Outcome): boolean =>
  because !== null &&
  violations !== null &&
  of !== null &&
  because.startsWith(`${grouped(violations)} of ${grouped(of)} `);

/** Returns the metric and the bound of an expectation that has a name of its own. */
const ruleOf = ({ name, metric, expected }: Outcome) =>
  name === null ? [] : [['rule', visible(`${metric}, expected ${expected}`)] as const];

function listed(
  what: string,
  outcomes: readonly Outcome[],
  color: ChalkInstance,
): readonly string[] {
  if (outcomes.length === 0) return [];
  const text = `${grouped(outcomes.length)} ${what}: ${outcomes.map(({ title }) => visible(title)).join(', ')}`;
  return linesOf(text, lineWidth, mostNamed).map((line) => `${indent}${color.dim(inert(line))}`);
}

/** Breaks a text into lines of at most `limit` cells, and cuts it where it takes too many. */
function linesOf(text: string, limit: number, most: number): readonly string[] {
  const lines = wrap(text, limit);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), truncate(`${lines[most - 1] ?? ''} …`, limit)];
}

/** Says where the details are that a short text leaves out. */
export const detailsLine = (color: ChalkInstance): string =>
  `  ${color.dim(`Rows, SQL and lines: run it with ${detailsVariable}=1, or see assay/reporters/html.`)}`;
