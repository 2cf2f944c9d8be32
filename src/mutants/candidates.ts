import type { Declared } from '../contract/expectation.ts';
import { columns } from '../contract/words/column.ts';
import type { NumberColumn } from '../contract/words/number-column.ts';
import { rows as rowsWord } from '../contract/words/rows.ts';
import type { TextColumn } from '../contract/words/text-column.ts';
import { everywhere } from '../metric/metric.ts';
import { printArgument } from '../metric/subject.ts';
import type { ColumnFacts } from './column-facts.ts';

/** An expectation that may hold for the data, with its TypeScript. */
export interface Candidate {
  readonly code: string;
  readonly declare: () => Declared;
}

/** The methods of every column at once, as they are there at run time. */
type Built = NumberColumn & Omit<TextColumn, keyof NumberColumn>;

interface Write {
  readonly code: string;
  readonly built: Built;
}

/**
 * Returns expectations of a column that its facts suggest, in stages: limits and members, then order and patterns, then
 * those of the values together. Not all need hold: they are measured before they are shown.
 */
export function candidatesOf(
  facts: ColumnFacts,
  others: readonly ColumnFacts[],
  known: readonly string[],
): readonly (readonly Candidate[])[] {
  const write = writeOf(facts, known);
  const isListed = facts.values !== null;
  return [
    [...nulls(facts, write), ...members(facts, write), ...limits(facts, write)],
    [
      ...order(facts, write),
      ...others.flatMap((other) => besides(facts, other, write, writeOf(other, known).built)),
      // No pattern says more of texts than their list.
      ...(facts.family === 'text' && !isListed ? ofTexts(facts, write) : []),
    ],
    shape(facts, write),
  ];
}

function writeOf({ name }: ColumnFacts, known: readonly string[]): Write {
  const select = columns<Record<string, never>>(known, everywhere) as unknown as (
    name: string,
  ) => Built;
  return { code: `column(${printArgument(name)})`, built: select(name) };
}

/** Returns the expectations of a column that see what other rows hold, which changes with the rows. */
export const orderCandidates = (
  facts: ColumnFacts,
  known: readonly string[],
): readonly Candidate[] => order(facts, writeOf(facts, known));

const made = ({ code }: Write, method: string, declare: () => Declared): Candidate => ({
  code: `${code}.${method}`,
  declare,
});

function nulls({ filled, rows }: ColumnFacts, write: Write): readonly Candidate[] {
  if (filled === rows) return [made(write, 'notNull()', () => write.built.notNull())];
  const share = Math.ceil(((rows - filled) / rows) * 1.2 * 1000) / 10;
  if (share >= 100) return [];
  const bound = `${share}%` as const;
  return [made(write, `nulls().atMost('${bound}')`, () => write.built.nulls().atMost(bound))];
}

function members({ values }: ColumnFacts, write: Write): readonly Candidate[] {
  if (values === null) return [];
  const list = values.map((value) => printArgument(value)).join(', ');
  return [made(write, `in([${list}])`, () => write.built.in(values as never))];
}

function limits(facts: ColumnFacts, write: Write): readonly Candidate[] {
  switch (facts.family) {
    case 'integer':
    case 'float':
    case 'decimal':
      return ofNumbers(facts, write);
    case 'date':
    case 'timestamp':
      return ofInstants(facts, write);
    default:
      return [];
  }
}

function ofNumbers({ least, greatest, family }: ColumnFacts, write: Write): readonly Candidate[] {
  const { built } = write;
  return [
    ...(family === 'float' ? [made(write, 'finite()', () => built.finite())] : []),
    ...(least === null ? [] : [made(write, `atLeast(${least})`, () => built.atLeast(least))]),
    ...(greatest === null
      ? []
      : [made(write, `atMost(${greatest})`, () => built.atMost(greatest))]),
    ...(family === 'integer' ? [] : [made(write, 'integer()', () => built.integer())]),
  ];
}

function ofTexts(facts: ColumnFacts, write: Write): readonly Candidate[] {
  const { patterns, shortest, longest } = facts;
  const { built } = write;
  return [
    made(write, 'untrimmed().equals(0)', () => built.untrimmed().equals(0)),
    made(write, 'blank().equals(0)', () => built.blank().equals(0)),
    ...patterns.map((pattern) => made(write, `matches(${pattern})`, () => built.matches(pattern))),
    ...(shortest === null || longest === null
      ? []
      : [made(write, `length(${shortest}, ${longest})`, () => built.length(shortest, longest))]),
  ];
}

const day = 86_400_000;

function ofInstants({ least, greatest }: ColumnFacts, write: Write): readonly Candidate[] {
  if (least === null || greatest === null) return [];
  const [low, high] = [Math.floor(least / day) * day, Math.ceil(greatest / day) * day];
  const [from, to] = [low, high].map((at) => new Date(at).toISOString().slice(0, 10));
  const areWritten = [from, to].every((text) => /^\d{4}-/.test(text ?? ''));
  if (!areWritten) return [];
  return [
    made(write, `atLeast('${from}')`, () => write.built.atLeast(from as never)),
    made(write, `atMost('${to}')`, () => write.built.atMost(to as never)),
  ];
}

const ordered: readonly string[] = ['integer', 'float', 'decimal', 'date', 'timestamp'];

function order({ family, filled, rows }: ColumnFacts, write: Write): readonly Candidate[] {
  const isKey = filled === rows && ['integer', 'text', ...ordered].includes(family);
  return [
    ...(isKey ? [made(write, 'unique()', () => write.built.unique())] : []),
    ...(isKey && ordered.includes(family)
      ? [made(write, 'increasing()', () => write.built.increasing())]
      : []),
  ];
}

const natures: Readonly<Record<string, string>> = {
  integer: 'number',
  float: 'number',
  decimal: 'number',
  date: 'instant',
  timestamp: 'instant',
};

function besides(
  { family, name }: ColumnFacts,
  other: ColumnFacts,
  write: Write,
  limit: Built,
): readonly Candidate[] {
  const nature = natures[family];
  if (nature === undefined || nature !== natures[other.family] || name === other.name) return [];
  const code = `column(${printArgument(other.name)})`;
  return [
    made(write, `atMost(${code})`, () => write.built.atMost(limit as never)),
    made(write, `atLeast(${code})`, () => write.built.atLeast(limit as never)),
  ];
}

/** Returns expectations of the values together, with room around what was measured. */
function shape(facts: ColumnFacts, write: Write): readonly Candidate[] {
  const { mean, stddev, meanLength, filled } = facts;
  const { built } = write;
  const found: Candidate[] = [];
  if (mean !== null && stddev !== null && stddev > 0) {
    const room = Math.max(Math.abs(mean) * 0.05, stddev * 0.1);
    const [low, high] = around(mean, room);
    found.push(
      made(write, `mean().between(${low}, ${high})`, () => built.mean().between(low, high)),
    );
    const [least, most] = around(stddev, stddev * 0.15);
    found.push(
      made(write, `stddev().between(${least}, ${most})`, () => built.stddev().between(least, most)),
    );
  }
  if (meanLength !== null && meanLength > 0) {
    const [low, high] = around(meanLength, meanLength * 0.02);
    found.push(
      made(write, `meanLength().between(${low}, ${high})`, () =>
        built.meanLength().between(low, high),
      ),
    );
  }
  if (filled > 0 && (natures[facts.family] !== undefined || facts.values !== null))
    found.push(made(write, 'drift().atMost(0.1)', () => built.drift().atMost(0.1)));
  return found;
}

/** Returns ends around a number with four digits, outwards. */
function around(value: number, room: number): readonly [number, number] {
  const digits = (one: number) => Number(one.toPrecision(3));
  return [digits(value - room), digits(value + room)];
}

/** Returns expectations of the rows: their number, and that none comes twice. */
export function rowCandidates(
  count: number,
  names: readonly string[],
  known: readonly string[],
): readonly Candidate[] {
  const rows = rowsWord<Record<string, never>>(known);
  const listed = names.map((name) => printArgument(name)).join(', ');
  const [low, high] = [Math.floor(count * 0.95), Math.ceil(count * 1.05)];
  const between = `rows.count().between(${low}, ${high})`;
  const duplicates = rows.duplicates as (
    ...of: readonly string[]
  ) => ReturnType<typeof rows.duplicates>;
  return [
    ...(names.length === 0
      ? []
      : [
          {
            code: `rows.duplicates(${listed}).equals(0)`,
            declare: () => duplicates(...names).equals(0),
          },
        ]),
    { code: between, declare: () => rows.count().between(low, high) },
  ];
}
