import { printedTerms } from '../../src/contract/terms.ts';
import { failureMessage } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { counted, grouped, visible } from '../../src/outcome/printable-text.ts';
import type { Report, ReportedContract } from '../../src/outcome/report.ts';
import { isBrokenProperty, type ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';
import { shortFailure } from '../../src/outcome/short-failure.ts';
import { type Finding, findingsOf } from '../findings.ts';
import type { Command } from './command.ts';

/** GitHub shows ten annotations of a kind for each step, and drops the others. */
const shown = 10;

/** A run's annotations: what is wrong with the run itself, then what failed, then what was lost; and what warned. */
export function annotations(report: Report, pathOf: (file: string) => string): readonly Command[] {
  const { red, lost, warned } = findingsOf(report);
  const errors = [
    ...report.problems.map(({ file, message }) => ({
      name: 'error' as const,
      properties: { ...place(file, pathOf), title: 'Data contracts' },
      message: visible(message),
    })),
    ...[...red, ...lost].map((finding) => annotation('error', finding, pathOf)),
    ...report.fuzz.flatMap((one) => propertyAnnotations(one, pathOf)),
  ];
  const warnings = warned.map((finding) => annotation('warning', finding, pathOf));
  return [...atMost(errors, 'error'), ...atMost(warnings, 'warning')];
}

type PathOf = (file: string) => string;

const place = (file: string | null, pathOf: PathOf) =>
  file === null ? {} : { file: visible(pathOf(file)) };

function annotation(name: Command['name'], finding: Finding, pathOf: PathOf): Command {
  const { contract, outcome, alike } = finding;
  const { location } = outcome;
  const of = visible(`${contract.contract} on ${contract.dataset}`);
  const owner = contract.terms.owner === null ? '' : ` (${visible(contract.terms.owner)})`;
  return {
    name,
    properties: {
      ...place(location?.file ?? contract.file, pathOf),
      ...(location && { line: `${location.line}`, col: `${location.column}` }),
      title: `${of}${owner}`,
    },
    message: message(name, finding) + neither(alike) + about(contract),
  };
}

const propertyAnnotations = (fuzz: ReportedFuzz, pathOf: PathOf): readonly Command[] =>
  fuzz.properties.filter(isBrokenProperty).map(({ title, problem, location }) => ({
    name: 'error',
    properties: {
      ...place(location?.file ?? fuzz.file, pathOf),
      ...(location && { line: `${location.line}`, col: `${location.column}` }),
      title: visible(fuzz.name),
    },
    message: visible(`${fuzz.step}: ${title}: ${problem?.message ?? 'nobody said why.'}`),
  }));

const message = (name: Command['name'], { outcome }: Finding): string =>
  name === 'error' ? failureMessage(outcome) : shortFailure(outcome);

/** Returns what the contract says of itself, and its links. */
function about({ terms }: ReportedContract): string {
  const said = printedTerms(terms).filter(({ name, isLink }) => name === 'description' || isLink);
  const lines = said.map(({ label, text }) => `  ${visible(label)}: ${visible(text)}`);
  return lines.length === 0 ? '' : ['', '', ...lines].join('\n');
}

/** Names the other expectations that the same problem kept from being checked. */
function neither(alike: readonly Outcome[]): string {
  if (alike.length === 0) return '';
  const titles = alike.slice(0, shown).map(({ title }) => `  ${visible(title)}`);
  const more = alike.length - titles.length;
  const rest = more > 0 ? [`  … and ${grouped(more)} more`] : [];
  return ['', '', 'For the same reason, neither:', ...titles, ...rest].join('\n');
}

/** The last one says how many there are beyond what is shown. */
function atMost(all: readonly Command[], name: Command['name']): readonly Command[] {
  if (all.length <= shown) return all;
  const rest = all.length - (shown - 1);
  const what = counted(rest, `more ${name}`);
  const message = `${what} of the data contracts: see the log of this step, or a report of the run.`;
  return [...all.slice(0, shown - 1), { name, properties: { title: what }, message }];
}
