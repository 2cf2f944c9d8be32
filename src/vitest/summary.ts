import { Chalk, type ChalkInstance, supportsColorStderr } from 'chalk';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { headline } from '../outcome/failure.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { counted, wrap } from '../outcome/text.ts';

const columns = 80;

/** The expectations that only warn, as a block for a terminal; '' where there is nothing to tell. */
export function printSummary(
  warned: readonly Outcome[],
  warnings: readonly string[],
  color: ChalkInstance,
): string {
  const blocks = [
    ...warnings.map((text) => ['', ...indented(color.yellow.bold('!'), text, color.yellow)]),
    ...(warned.length > 0
      ? [
          [
            '',
            ` ${color.yellow.bold(counted(warned.length, 'expectation'))} ${color.yellow('warned')}`,
          ],
        ]
      : []),
    ...warned.map((outcome) => ['', ...warning(outcome, color)]),
  ];
  return blocks.length === 0 ? '' : `${blocks.flat().join('\n')}\n`;
}

function warning(outcome: Outcome, color: ChalkInstance): readonly string[] {
  const { contract, dataset, because, location } = outcome;
  const place = location ? ` · ${location.file}:${location.line}` : '';
  return [
    ...indented(color.yellow('!'), headline(outcome), color),
    ...(because === null ? [] : indented(' ', because, color)),
    ...indented(' ', `${contract} on ${dataset}${place}`, color.dim),
  ];
}

const indented = (mark: string, text: string, style: ChalkInstance): readonly string[] =>
  wrap(text, columns - 4).map((line, at) => `  ${at === 0 ? mark : ' '} ${style(line)}`);

/** As Vitest does, and chalk by itself does not, heed `NO_COLOR`. */
const colorLevel = () =>
  process.env.NO_COLOR || !supportsColorStderr ? 0 : supportsColorStderr.level;

/** Vitest's reporters hide what a passing test has to say: tell it once, below them, on stderr. */
export class Summary implements Reporter {
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
    const warned = outcomes.filter(({ state }) => state === 'warned');
    const color = new Chalk({ level: colorLevel() });
    const text = printSummary(warned, this.#warnings(), color);
    if (text !== '') this.#vitest.logger.error(text);
  }
}
