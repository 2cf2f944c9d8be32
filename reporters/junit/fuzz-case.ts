import { isLost } from '../../src/outcome/outcome.ts';
import { counted } from '../../src/outcome/printable-text.ts';
import type { FuzzedProperty, ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';
import { printTable } from '../../src/outcome/table.ts';
import type { Case } from './case.ts';
import { classNamed } from './names.ts';

/** Returns the test case of a property of a step. */
export function propertyCase(property: FuzzedProperty, name: string, fuzz: ReportedFuzz): Case {
  const { id, kind, state, problem, example, location } = property;
  const message = problem === null ? '' : `${fuzz.step}: ${problem.message}`;
  return {
    classname: classNamed(fuzz.name),
    name,
    durationMs: 0,
    location: location ?? { file: fuzz.file, line: null },
    verdict: verdictOf(property),
    type: state === 'failed' ? 'FuzzFailure' : (problem?.code ?? state),
    message,
    text: message === '' ? '' : [message, '', ...tableLines(example)].join('\n').trimEnd(),
    facts: {
      id,
      state,
      kind,
      seed: example?.replay?.seed ?? null,
      path: example?.replay?.path ?? null,
      found: example?.found ?? null,
    },
  };
}

/** A case that was lost is an error: a skipped case is green to all who read JUnit XML. */
function verdictOf(property: FuzzedProperty): Case['verdict'] {
  const { state } = property;
  if (state === 'failed') return 'failure';
  if (state === 'errored' || isLost(property)) return 'error';
  return state === 'passed' ? 'passed' : 'skipped';
}

const tableLines = (example: FuzzedProperty['example']): readonly string[] =>
  (example?.tables ?? []).flatMap(({ title, columns, rows, count }) => [
    `${title}: ${count === 0 ? 'no rows' : counted(count, 'row')}`,
    ...(columns.length === 0 || rows.length === 0
      ? []
      : printTable({ columns, rows }, columnsOfText).map((line) => `  ${line}`)),
    '',
  ]);

const columnsOfText = 100;
