import { fileReporter } from 'assay/reporters/file-reporter';
import { isLost, isRed, type Report } from 'assay/reporters/report';

const header = ['of', 'name', 'dataset', 'owner', 'state', 'rows', 'why'];

/** Renders a line for the run, one for each problem of it, and one for each contract. */
export function renderCsv({ state, problems, contracts }: Report): string {
  const lines = [
    header,
    // The verdict is the report's own: a run without a contract is red, and no line below says so.
    ['run', '', '', '', state, '', ''],
    ...problems.map(({ file, message }) => ['problem', file ?? '', '', '', 'failed', '', message]),
    ...contracts.map(({ contract, dataset, terms, state, rows, outcomes }) => {
      const missed = outcomes.filter((outcome) => isRed(outcome) || isLost(outcome));
      const why = missed.map(({ title }) => title).join('; ');
      return ['contract', contract, dataset, terms.owner ?? '', state, `${rows ?? ''}`, why];
    }),
  ];
  return lines.map((fields) => `${fields.map(quoted).join(',')}\n`).join('');
}

/** Quotes a text, without control characters, and so that no spreadsheet takes it for a formula. */
function quoted(text: string): string {
  const plain = text.replaceAll(/\p{Cc}/gu, ' ').replace(/^(?=[=+\-@])/, "'");
  return `"${plain.replaceAll('"', '""')}"`;
}

/** One line a contract: `reporters: ['default', './csv-reporter.ts']`. */
export default fileReporter({ file: 'assay-report/contracts.csv', render: renderCsv });
