import fc from 'fast-check';
import { oneIn, pick } from '../draw.ts';
import type { Tally } from '../rejections.ts';
import { firstRefusing, notGenerated } from '../rejections.ts';
import type { Cell, Cells } from './cells.ts';
import { compareValues, identity } from './compare.ts';
import { type Links, linkedRow } from './links.ts';
import { relate } from './relate.ts';
import { keyOf, rowFrom, type Table } from './table.ts';

/** The least and the greatest number of rows. */
export interface RowCount {
  readonly least: number;
  readonly most: number;
}

/** So many rows in a row are refused, and drawing is given up. */
const mostRefused = 1000;

/** So many rows with a key that is taken, and a key is looked for that is free. */
const mostTaken = 20;

/**
 * Draws the rows of a table. Where keys run out, there are fewer.
 *
 * @throws {GenerateError} `NOT_GENERATED` if rules refuse a thousand rows in a row, or keys run out below the least number.
 */
export function drawRows(
  table: Table,
  links: Links,
  count: RowCount,
  random: fc.Random,
  bias: number | undefined,
): Cells {
  const wanted = drawCount(random, bias, count);
  const series = table.increasing.map((at) => ({
    at,
    values: drawSeries(table, at, wanted, random, bias),
  }));
  const length = Math.min(wanted, ...series.map(({ values }) => values.length));
  const rows: Cell[][] = [];
  const taken = table.keys.map(() => new Set<string>());
  while (rows.length < length) {
    const fixed = new Map(series.map(({ at, values }) => [at, values[rows.length] as Cell]));
    const row = drawRow(table, { links, rows, fixed, taken }, random, bias);
    if (row === null) break;
    for (const [at, key] of table.keys.entries()) {
      const found = keyOf(key, row);
      if (found !== null) taken[at]?.add(found);
    }
    rows.push(row);
  }
  if (rows.length < count.least) throw notGenerated(tallyOfKeys(table, rows.length, count.least));
  return rows;
}

/** A biased run has few rows more often. */
function drawCount(random: fc.Random, bias: number | undefined, { least, most }: RowCount): number {
  const isFew = bias !== undefined && oneIn(random, bias);
  return random.nextInt(least, isFew ? Math.min(most, least + 2) : most);
}

/** Draws values that are all different, and sorts them. */
function drawSeries(
  { columns }: Table,
  at: number,
  wanted: number,
  random: fc.Random,
  bias: number | undefined,
): readonly Cell[] {
  const found = new Map<string, Cell>();
  const column = columns[at];
  if (!column) return [];
  for (let tries = wanted * 20; tries > 0 && found.size < wanted; tries--) {
    const cell = column.arbitrary.generate(random, bias);
    found.set(identity(cell.value), cell);
  }
  for (const value of column.scalar?.members ?? []) {
    if (found.size >= wanted) break;
    found.set(identity(value), new fc.Value(value, undefined));
  }
  return [...found.values()].sort((one, other) => compareValues(one.value, other.value));
}

/** The rows and keys that a row is drawn beside. */
interface Beside {
  readonly links: Links;
  readonly rows: Cells;
  /** The cells that are drawn already, by their places. */
  readonly fixed: ReadonlyMap<number, Cell>;
  /** The keys that other rows have. */
  readonly taken: readonly ReadonlySet<string>[];
}

/** Draws a row that keeps all rules; null where no key is left for one. */
function drawRow(
  table: Table,
  beside: Beside,
  random: fc.Random,
  bias: number | undefined,
): Cell[] | null {
  let refusals = 0;
  let timesTaken = 0;
  const isFixed = (at: number) => beside.fixed.has(at) || beside.links.has(at);
  while (true) {
    const row = freshRow(table, beside, random, bias);
    if (row === null) return null;
    if (table.relations.length > 0) relate(table, row, isFixed, random);
    const isTaken = takenKey(table, beside.taken, row);
    if (isTaken !== null && ++timesTaken >= mostTaken && !putFreeKey(table, beside, row, random))
      return null;
    if (isTaken !== null && timesTaken < mostTaken) continue;
    const refusing = refusalOf(table, row);
    if (refusing === null && takenKey(table, beside.taken, row) === null) return row;
    if (refusing !== null && ++refusals >= mostRefused) throw notGenerated(refusing);
    if (timesTaken > mostRefused) return null;
  }
}

function freshRow(
  { columns }: Table,
  { links, rows, fixed }: Beside,
  random: fc.Random,
  bias: number | undefined,
): Cell[] | null {
  const row: Cell[] = [];
  for (let at = 0; at < columns.length; at++) {
    const cell = fixed.get(at) ?? columns[at]?.arbitrary.generate(random, bias);
    if (cell) row.push(cell);
  }
  return links.size === 0 ? row : linkedRow(row, links, rows);
}

/** The rule that refuses a row; null where all accept it. */
function refusalOf({ columns, relations, filters }: Table, row: readonly Cell[]): Tally | null {
  const relation = firstRefusing(
    relations.map(({ filter }) => filter),
    row,
  );
  if (relation) return relation.tally;
  return filters.length === 0
    ? null
    : (firstRefusing(filters, rowFrom(columns, row))?.tally ?? null);
}

/** The place of the first key that another row has; null where there is none. */
function takenKey(
  { keys }: Table,
  taken: readonly ReadonlySet<string>[],
  row: readonly Cell[],
): number | null {
  const found = keys.findIndex((key, at) => {
    const identity = keyOf(key, row);
    return identity !== null && taken[at]?.has(identity);
  });
  return found < 0 ? null : found;
}

/** Puts a key that is free into a row, where the columns of the key have few values. */
function putFreeKey(table: Table, beside: Beside, row: Cell[], random: fc.Random): boolean {
  const at = takenKey(table, beside.taken, row);
  if (at === null) return true;
  const key = table.keys[at] ?? [];
  const free = combinations(key.map((place) => choicesOf(table, beside, row, place))).filter(
    (cells) => {
      const tried = [...row];
      for (const [index, place] of key.entries()) tried[place] = cells[index] as Cell;
      return !beside.taken[at]?.has(keyOf(key, tried) ?? '');
    },
  );
  if (free.length === 0) return false;
  const chosen = pick(random, free);
  for (const [index, place] of key.entries()) row[place] = chosen[index] as Cell;
  return true;
}

/** The cells that may stand in a place of a row: all where they are few, else the one that was drawn. */
function choicesOf(
  table: Table,
  { links, rows, fixed }: Beside,
  row: readonly Cell[],
  at: number,
): readonly Cell[] {
  const candidates = links.get(at)?.candidates(rows);
  if (candidates) return candidates.map((value, index) => new fc.Value<unknown>(value, { index }));
  const members = fixed.has(at) ? null : table.columns[at]?.scalar?.members;
  if (members) return members.map((value) => new fc.Value(value, undefined));
  return row[at] ? [row[at]] : [];
}

/** More combinations than this are not all looked at. */
const mostCombinations = 10_000;

const combinations = (choices: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] =>
  choices.reduce<readonly (readonly Cell[])[]>(
    (made, cells) =>
      made.flatMap((row) => cells.map((cell) => [...row, cell])).slice(0, mostCombinations),
    [[]],
  );

function tallyOfKeys({ columns, keys, increasing }: Table, drawn: number, least: number): Tally {
  const names = [...new Set([...keys.flat(), ...increasing])].map((at) => columns[at]?.name ?? '');
  return {
    contract: columns[0]?.making.contract ?? '',
    column: names.join(', '),
    rule: `${least} rows with different values, of which only ${drawn} were found`,
    drawn: least,
    refused: least - drawn,
  };
}
