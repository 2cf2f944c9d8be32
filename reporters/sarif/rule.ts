import type { ReportingDescriptor } from 'sarif';

/** A rule as SARIF describes it. */
export const describeRule = (id: string): ReportingDescriptor => ({
  ...describe(
    id,
    summaryOf(id),
    'It is an error where that is not so or could not be judged, and a warning where the contract only warns.',
    'The properties of a result say what was observed, what was expected and some of the rows; the SQL there shows the same again. Fix the data, or the contract where it asks too much.',
  ),
  defaultConfiguration: { level: 'error' },
});

/** The rule for problems besides results. */
export const runProblem = describe(
  'run.problem',
  'A run judged all that its contracts declare',
  'Something was lost, an error was not caught, a file could not be loaded, or nothing was judged.',
  'Look at the message, then at the output of the run.',
);

/** The rule for expectations that were not run. */
export const notRun = describe(
  'expectation.notRun',
  'An expectation was run',
  'It is an error where an answer was lost, and a note where a filter or a skip left it out.',
  'The message says why. Run it again, or take the filter away.',
);

function describe(id: string, summary: string, more: string, help: string): ReportingDescriptor {
  return {
    id,
    name: id.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${summary}.` },
    fullDescription: { text: `${summary}. ${more}` },
    help: { text: help },
  };
}

function summaryOf(id: string): string {
  if (id === 'schema.column') return 'A column is as the schema of its contract says';
  if (id === 'schema.rows') return 'The rows are as the schema of their contract says';
  if (id === 'fuzz.property') return 'A step keeps a property, whatever input it is given';
  const [scope, method] = id.split('.');
  return `${scope === 'rows' ? 'rows' : 'column(…)'}.${method}(…) keeps to its bound`;
}
