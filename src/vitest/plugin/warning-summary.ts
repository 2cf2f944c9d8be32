import { Chalk, type ChalkInstance, supportsColorStderr } from 'chalk';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { headline } from '../../outcome/failure.ts';
import { notesLine } from '../../outcome/notes-line.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { counted, inert, visible, wrap } from '../../outcome/printable-text.ts';
import { foundText } from '../../outcome/short-failure.ts';
import { colorLevel } from './color-level.ts';
import { writesPage } from './writes-page.ts';

const columns = 80;

/** Returns the expectations that only warned, warnings and the line of notes, as blocks for a terminal; an empty text if there are none. */
export function printSummary(
  warned: readonly Outcome[],
  warnings: readonly string[],
  color: ChalkInstance,
  notes: string | null = null,
): string {
  const count = color.yellow.bold(counted(warned.length, 'expectation'));
  const bySubject = Map.groupBy(warned, ({ contract, dataset }) => `${contract} on ${dataset}`);
  const blocks = [
    ...warnings.map((text) => item(visible(text), color.yellow, color)),
    ...(warned.length > 0 ? [[` ${count} ${color.yellow('warned')}`]] : []),
    ...[...bySubject].map(([subject, outcomes]) => {
      const file = sharedFile(outcomes);
      const title = file === null ? subject : `${subject} (${file})`;
      return [
        ...wrap(visible(title), columns - 2).map((line) => `  ${color.bold(inert(line))}`),
        ...outcomes.flatMap((outcome) => warning(outcome, file !== null, color)),
      ];
    }),
    ...(notes === null ? [] : [wrap(notes, columns - 1).map((line) => ` ${color.dim(line)}`)]),
  ];
  return blocks.map((lines) => `\n${lines.join('\n')}\n`).join('');
}

/** Returns the file that all these expectations are declared in; null if there are several, or one is not known. */
function sharedFile(outcomes: readonly Outcome[]): string | null {
  const [file = null, ...others] = new Set(outcomes.map(({ location }) => location?.file ?? null));
  return others.length === 0 ? file : null;
}

/** Returns the lines of one expectation; `isFileSaid` leaves the file out of its place. */
function warning(outcome: Outcome, isFileSaid: boolean, color: ChalkInstance): readonly string[] {
  const { because, location } = outcome;
  const line = isFileSaid && location ? `, line ${location.line}` : '';
  return [
    ...item(`${found(outcome)}${line}`, (text) => text, color),
    ...(because === null ? [] : below(visible(because), (text) => text)),
    ...(location && !isFileSaid
      ? below(visible(`${location.file}:${location.line}`), color.dim)
      : []),
  ];
}

/** Returns what was found. A part of the rows follows the title, in which the bound stands: that is one line in most cases. */
const found = (outcome: Outcome): string =>
  outcome.share === null || outcome.segments !== null
    ? headline(outcome)
    : `${visible(outcome.title)}: ${foundText(outcome)}`;

type Style = (line: string) => string;

const item = (text: string, style: Style, color: ChalkInstance): readonly string[] =>
  below(text, style).map((line, at) =>
    at === 0 ? `  ${color.yellow('!')}${line.slice(3)}` : line,
  );

const below = (text: string, style: Style): readonly string[] =>
  wrap(text, columns - 4).map((line) => `    ${style(inert(line))}`);

/** Returns warnings on expectations that passed on a sample of the rows only. */
export function sampled(outcomes: readonly Outcome[]): readonly string[] {
  const some = outcomes.filter(
    ({ state, evidence }) => state === 'passed' && evidence?.exactness === 'sampled',
  );
  return [...Map.groupBy(some, ({ contract, dataset }) => `${contract} on ${dataset}`)].map(
    ([subject, all]) =>
      `${subject}: ${counted(all.length, 'expectation')} passed on some of the rows only, as the contract's sample asks: ${all.map(({ title }) => title).join('; ')}`,
  );
}

const key = Symbol.for('assay.warningsTold');

/**
 * Returns the Vitest instances whose warnings a reporter prints. The set is global, since Vitest loads reporters apart
 * from its config.
 */
function printedWarnings(): WeakSet<Vitest> {
  const shared = globalThis as { [key]?: WeakSet<Vitest> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/** Notes that a reporter prints the warnings, so that they are printed once. */
export const markWarningsPrinted = (vitest: Vitest): void => void printedWarnings().add(vitest);

/**
 * The reporter that prints warnings once, at the end, on stderr. Vitest's own reporters hide the messages of passing
 * tests.
 */
export class WarningSummary implements Reporter {
  readonly #vitest: Vitest;
  readonly #warnings: () => readonly string[];

  constructor(vitest: Vitest, warnings: () => readonly string[]) {
    this.#vitest = vitest;
    this.#warnings = warnings;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const outcomes = modules
      .flatMap((module) => [...module.children.allTests()])
      .flatMap((test) => test.meta().assay ?? []);
    const isTold = printedWarnings().has(this.#vitest);
    const warned = isTold ? [] : outcomes.filter(({ state }) => state === 'warned');
    const color = new Chalk({ level: colorLevel(supportsColorStderr) });
    const notices = modules
      .flatMap((module) => module.meta().assayMeasured ?? [])
      .flatMap((measurement) => measurement.notices);
    const warnings = [...this.#warnings(), ...sampled(outcomes), ...new Set(notices)];
    const notes = isTold ? null : notesLine(outcomes, writesPage(this.#vitest.config.reporters));
    const text = printSummary(warned, warnings, color, notes);
    // Vitest has left a line blank before it.
    if (text !== '') this.#vitest.logger.error(text.slice(1, -1));
  }
}
