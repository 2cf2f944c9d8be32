import type { ChalkInstance } from 'chalk';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { grouped, inert, truncate, visible, wrap } from '../../src/outcome/printable-text.ts';
import { detailsVariable, foundText, shortFacts } from '../../src/outcome/short-failure.ts';
import { consequencesOf, type Finding } from '../findings.ts';

const columns = 80;
const indent = '    ';
const labelled = 9;

/** The most lines of a first line or a fact. */
const mostLines = 4;

/** The most lines of a list of expectations. */
const mostNamed = 2;

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
  finding: Finding,
  later: ReadonlySet<string>,
  color: ChalkInstance,
): readonly string[] {
  const { outcome, alike } = finding;
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
    ...listed('more for the same reason', alike, color),
    ...listed('not run because of it', consequencesOf(finding), color),
  ];
}

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
  return cut(wrap(text, columns - indent.length), mostNamed).map(
    (line) => `${indent}${color.dim(inert(line))}`,
  );
}

/** Cuts what takes too many lines. */
function cut(lines: readonly string[], most = mostLines): readonly string[] {
  if (lines.length <= most) return lines;
  const last = truncate(lines[most - 1] ?? '', columns - indent.length - labelled - 2);
  return [...lines.slice(0, most - 1), `${last} …`];
}

/** Says where the details are that a short text leaves out. */
export const detailsLine = (color: ChalkInstance): string =>
  `  ${color.dim(`Rows, SQL and lines: run it with ${detailsVariable}=1, or see assay/reporters/html.`)}`;
