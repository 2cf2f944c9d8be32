import { counted, grouped } from '../../src/outcome/printable-text.ts';
import type { Report } from '../../src/outcome/report.ts';
import {
  type FuzzedExample,
  type FuzzedProperty,
  isBrokenProperty,
  type ReportedFuzz,
} from '../../src/outcome/reported-fuzz.ts';
import { printTable } from '../../src/outcome/table.ts';
import { stateWords } from '../findings.ts';
import { code, codeInCell, fenced } from './code.ts';
import type { Item, Section } from './fit.ts';
import { header, row } from './table.ts';

/** The width of a table. A summary on GitHub has room for more than a terminal. */
const tableColumns = 100;

/** Returns the properties that steps broke, each fuzz test with its table and its counter-examples. */
export const brokenSteps = ({ fuzz }: Report): readonly Section[] => fuzz.flatMap(brokenStep);

function brokenStep(one: ReportedFuzz): readonly Section[] {
  const broken = one.properties.filter(isBrokenProperty);
  if (broken.length === 0) return [];
  const facts = [
    code(one.step),
    ...(one.tried === null ? [] : [counted(one.tried, 'input')]),
    code(one.file),
  ];
  const heading = `### ${code(one.name)}\n\n${facts.join(' · ')}`;
  const rows = broken.map(
    ({ state, title, problem }): Item => ({
      text: row([marks[state], codeInCell(title), codeInCell(problem?.message ?? '')]),
      rank: 1,
      what: 'property that broke',
    }),
  );
  return [
    { head: `${heading}\n\n${header(['', 'Property', 'Why'])}`, items: rows, gap: '\n' },
    { head: '', items: broken.flatMap(exampleItem), gap: '\n\n' },
  ];
}

const marks = {
  failed: '❌ failed',
  errored: '🚫 could not be judged',
  notRun: '🚫 not run',
  warned: 'warned',
  passed: 'passed',
} as const satisfies Record<FuzzedProperty['state'], string>;

function exampleItem({ title, example }: FuzzedProperty): readonly Item[] {
  if (example === null) return [];
  return [
    {
      text: [code(title), fenced(exampleLines(example), 'text')].join('\n\n'),
      rank: 4,
      what: 'counter-example',
    },
  ];
}

const exampleLines = ({ tables, faults, found, replay }: FuzzedExample): readonly string[] => [
  ...tables.flatMap(({ title, columns, rows, count }) => [
    `${title}: ${count === 0 ? 'no rows' : counted(count, 'row')}`,
    ...(rows.length === 0 || columns.length === 0
      ? []
      : printTable({ columns, rows }, tableColumns).map((line) => `  ${line}`)),
    '',
  ]),
  ...faults.map((fault) => `fault   ${fault}`),
  `found   ${found}`,
  ...(replay === null ? [] : [`replay  seed: ${replay.seed}, path: '${replay.path}'`]),
];

/** Returns the result of each fuzz test, in the report's order. */
export function steps({ fuzz }: Report): Section {
  const items = fuzz.map(({ name, step, state, properties, tried, leftOut }) => {
    const held = properties.filter((property) => property.state === 'passed').length;
    return {
      text: row([
        stateWords[state],
        codeInCell(name),
        codeInCell(step),
        tried === null ? '' : grouped(tried),
        `${grouped(held)} of ${grouped(properties.length)}`,
        grouped(leftOut.length),
      ]),
      rank: 6,
      what: 'fuzz test',
    };
  });
  const columns = ['', 'Fuzz test', 'Step', 'Inputs', 'Properties that hold', 'Rules left out'];
  return { head: `### Steps under fuzzing\n\n${header(columns)}`, items, gap: '\n' };
}
