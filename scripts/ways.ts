import { ways } from '../test/e2e/ways/all.ts';
import { inCheck } from '../test/e2e/ways/check.ts';
import { bareExitCode, cellOf, exitCode, terminalSays } from '../test/e2e/ways/expected.ts';
import { type End, type Format, formats, type Way } from '../test/e2e/ways/way.ts';
import { gateWays } from '../test/vitest/gate/ways.ts';

const titles: Readonly<Record<Format, string>> = {
  junit: 'JUnit',
  html: 'HTML',
  json: 'JSON',
  sarif: 'SARIF',
  markdown: 'Markdown',
};

const words = { red: 'red', green: 'asked', absent: 'no file', stale: 'as it was' } as const;

const intro = (count: number): string => `# Ways to lose a test

<!-- Made from test/e2e/ways by npm run docs; edit that. -->

${count} runs that lose something, each tried on the packed package with every report, in a project where the reports of an
earlier, green run still lie (\`test/e2e/ways.test.ts\`). No cell is green unless the user's own words ask for it.

*Exit* is the exit code with all these reports, and *Without* that of the same run where no reporter of Assay takes part
(tried with Vitest's \`dot\`; – where only a reporter could lose something).

| a cell | means |
|---|---|
| red | it says that the run failed, and why |
| asked | it is green, for the user asked for it in so many words; reports name the expectations that a file has and did not run |
| no file | there is no report, not even that of an earlier run |
| as it was | the report of an earlier run is still there: the user asked for other tests, or nothing of Assay was loaded that could take it away |
| ended | the process was ended before it could print anything |

What a gate must heed: **the exit code first**. A report that is not there is red. Where nothing of Assay was loaded, a report
may be that of an earlier run, so begin with an empty folder: \`rm -rf assay-report\`.

From the start of a run until its report is written, each report says that the run did not end. A process that is killed
leaves it so.`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

const codeCell = (of: number | null): string => (of === null ? 'signal' : `${of}`);

/** Without a reporter of Assay's. */
function bareCell(end: End): string {
  const of = bareExitCode(end);
  return of === undefined ? '–' : codeCell(of);
}

function terminalCell(end: End): string {
  if (terminalSays(end) === null) return end.kind === 'asked' ? 'asked' : 'ended';
  return end.kind === 'asked' ? 'asked' : 'red';
}

/** The words that a run ends with: the user's, or its own. */
function wordsOf(end: End): string {
  if (end.kind === 'asked') return `asked for by ${code(end.words)}`;
  const why = end.absent?.why ?? end.untouched?.why ?? end.bare?.why;
  const terminal = end.terminal ?? end.says;
  const told = [...new Set([terminal, ...(isAnyRed(end) ? [end.says] : [])])].map(code).join(', ');
  return why === undefined ? told : `${told}; ${why}`;
}

const isAnyRed = (end: End): boolean => formats.some((format) => cellOf(end, format) === 'red');

const printWay = ({ name, end }: Way): string =>
  row([
    name.replaceAll('|', '\\|'),
    codeCell(exitCode(end)),
    bareCell(end),
    terminalCell(end),
    ...formats.map((format) => words[cellOf(end, format)]),
    wordsOf(end),
  ]);

const header = (columns: readonly string[]): readonly string[] => [
  row(columns),
  row(columns.map(() => '---')),
];

const table = (some: readonly Way[]): string =>
  [
    ...header([
      'A run with',
      'Exit',
      'Without',
      'Terminal',
      ...formats.map((format) => titles[format]),
      'What it says',
    ]),
    ...some.map(printWay),
  ].join('\n');

const checkTable = [
  ...header(['`assay check` with', 'Exit', 'Every report', 'What it says']),
  ...inCheck.map(({ name, code: of, says }) =>
    row([name, codeCell(of), 'red', says === null ? '' : code(says)]),
  ),
].join('\n');

const gateTable = [
  ...header(['`assay promote` with', 'Exit', 'What it says']),
  ...gateWays.map(({ name, code: of, says }) => row([name, codeCell(of), code(says)])),
].join('\n');

const inGates = `## In a gate

${gateWays.length} runs of \`assay promote\` on a snapshot that breaks a contract (\`test/vitest/gate/ways.integration.test.ts\`). None
moves the tag. With 1 the snapshot is refused, and the log says so; with 2 it could not be judged; 4 is for a process that
was ended; with 64 nothing was run.

${gateTable}`;

/** The page that says how each way to lose a test ends. */
export function renderWays(): string {
  const count = ways.reduce((sum, { ways: some }) => sum + some.length, inCheck.length);
  const sections = ways.map(({ title, ways: some }) => `## ${title}\n\n${table(some)}`);
  return `${[intro(count), ...sections, `## On the command line\n\n${checkTable}`, inGates, limits].join('\n\n')}\n`;
}

const limits = `## What is not seen

- A shard of another run with the same contract files and as many shards: nothing in its blob says which run it was. Merge
  what one run left behind.
- Blobs that were made without \`--shard\`: nobody declared how many there are to be.
- A call of \`verify()\` that did not happen, for a contract that is verified on other data: what it was to be called with is
  nowhere. A loop over files that may find none is to have a check of its own that there are some.
- A contract that nobody verifies, in a run of some of the files or in shards that are never merged.
- With \`--changed\` and \`--related\`, Vitest asks which modules changed; data is no module. They are for a desk.`;
