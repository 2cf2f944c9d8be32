import type { MutantReport } from '../../src/mutants/mutant.ts';
import {
  caughtTexts,
  columnName,
  percentOf,
  remarks,
  remediesOf,
  scoreLine,
} from '../../src/mutants/report-lines.ts';
import { grouped } from '../../src/outcome/printable-text.ts';
import { code, codeInCell, fenced } from '../markdown/code.ts';

/** Renders the mutants of contracts as Markdown: scores, and the expectations to add. */
export const renderMutantsMarkdown = (reports: readonly MutantReport[]): string =>
  `${reports.map(section).join('\n\n')}\n`;

function section(report: MutantReport): string {
  const { contract, dataset, columns, unasked } = report;
  const cells = columns.map(
    (one) =>
      `| ${codeInCell(columnName(one))} | ${percentOf(one.score)} | ${grouped(one.caught)} | ${grouped(one.survived)} | ${grouped(one.undetectable)} |`,
  );
  return [
    `## Mutants of ${code(contract)} on ${code(dataset)}: ${scoreLine(report)}`,
    remarks(report).join(' '),
    [
      '| column | score | caught | survived | undetectable |',
      '|---|--:|--:|--:|--:|',
      ...cells,
    ].join('\n'),
    ...remediesOf(report).map(({ code: text, mutants }) =>
      [
        fenced([`${text},`], 'ts'),
        ...caughtTexts(mutants).map((text) => `- would catch ${code(text)}`),
      ].join('\n'),
    ),
    ...(unasked.length === 0
      ? []
      : [
          unasked
            .map(({ title, reason }) => `- not asked: ${code(title)}, ${code(reason)}`)
            .join('\n'),
        ]),
  ].join('\n\n');
}
