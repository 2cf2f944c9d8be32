import type { ChalkInstance } from 'chalk';
import { headlineSubject } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { grouped, inert, truncate, visible, wrap } from '../../src/outcome/printable-text.ts';
import { detailsVariable, foundText, shortFacts } from '../../src/outcome/short-failure.ts';
import type { Finding } from '../findings.ts';

const columns = 80;
const indent = '    ';
const labelled = 9;

/** The most lines of a first line or a fact. */
const mostLines = 4;

/** The most failures of a contract that are printed. */
const mostFailures = 30;

/** Prints the failures of a contract in a few lines each. A note stands once, beside the failure that it is most about. */
export function shortFailures(
  findings: readonly Finding[],
  color: ChalkInstance,
): readonly string[] {
  const shown = findings.slice(0, mostFailures);
  const more = findings.length - shown.length;
  return [
    ...shown.flatMap((finding, at) => {
      const later = new Set(
        findings.slice(at + 1).flatMap(({ outcome }) => outcome.evidence?.notes ?? []),
      );
      return shortFailureOf(finding, later, color);
    }),
    ...(more > 0 ? [`  ${color.red('×')} … and ${grouped(more)} more`] : []),
  ];
}

function shortFailureOf(
  { outcome, alike }: Finding,
  later: ReadonlySet<string>,
  color: ChalkInstance,
): readonly string[] {
  const first = cut(
    wrap(`${visible(outcome.title)}: ${foundText(outcome)}`, columns - indent.length),
  );
  const facts = [...ruleOf(outcome), ...shortFacts(outcome, (note) => !later.has(note))];
  return [
    ...first.map(
      (line, at) => `${at === 0 ? `  ${color.red('×')} ` : indent}${color.bold(inert(line))}`,
    ),
    ...facts.flatMap(([label, text]) =>
      cut(wrap(text, columns - indent.length - labelled)).map(
        (line, at) =>
          `${indent}${color.dim((at === 0 ? label : '').padEnd(labelled))}${inert(line)}`,
      ),
    ),
    ...(alike.length === 0 ? [] : alikeLines(alike, color)),
  ];
}

/** Returns the metric and the bound of an expectation that has a name of its own. */
const ruleOf = ({ name, metric, expected }: Outcome) =>
  name === null ? [] : [['rule', visible(`${metric}, expected ${expected}`)] as const];

function alikeLines(alike: readonly Outcome[], color: ChalkInstance): readonly string[] {
  const names = alike.map(({ name, title, metric }) => headlineSubject(name, title, metric));
  const text = `${grouped(alike.length)} more for the same reason: ${names.join(', ')}`;
  return cut(wrap(text, columns - indent.length)).map(
    (line) => `${indent}${color.dim(inert(line))}`,
  );
}

/** Cuts what takes too many lines. */
function cut(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  const kept = lines.slice(0, mostLines);
  return [
    ...kept.slice(0, -1),
    `${truncate(kept.at(-1) ?? '', columns - indent.length - labelled - 2)} …`,
  ];
}

/** Says where the details are that a short text leaves out. */
export const detailsLine = (color: ChalkInstance): string =>
  `  ${color.dim(`Rows, SQL and lines: run it with ${detailsVariable}=1, or see assay/reporters/html.`)}`;
