import { GenerateError } from '../generate-error.ts';
import type { RowDomain } from '../row-domain.ts';
import { type ColumnSource, keyOf } from './column-source.ts';
import { type Random, randomOf } from './random.ts';
import { type RowRule, relationRule } from './relation-rule.ts';
import { rowAt } from './row-at.ts';

/** So often a row is changed at most until it keeps what is said of whole rows. */
const turns = 1000;

/** Changes rows of a block until they keep all relations, filters and keys. Blocks are settled in order. */
export type SettleRows = (values: readonly unknown[][], block: number, count: number) => void;

/** A row of a block, and what may change it. */
interface OpenRow {
  readonly values: readonly unknown[][];
  readonly at: number;
  readonly sources: readonly ColumnSource[];
  readonly random: Random;
}

interface Key {
  readonly names: readonly string[];
  readonly columns: readonly number[];
  readonly seen: Set<string>;
}

/** Returns what settles rows; null where nothing is said of whole rows. */
export function settleRowsOf(
  { columns, relations, filters, keys }: RowDomain,
  sources: readonly ColumnSource[],
  seed: string,
): SettleRows | null {
  const rules: readonly RowRule[] = [
    ...relations.map((relation) => relationRule(relation, columns, sources)),
    ...filters.map(({ accepts, rule }) => ({
      title: rule,
      columns: columns.map((_, index) => index),
      holds: (values: readonly unknown[][], at: number) => accepts(rowAt(columns, values, at)),
      mend: () => false,
    })),
  ];
  const open = keys.flatMap((names): readonly Key[] => {
    const found = names.map((name) => columns.findIndex((column) => column.name === name));
    // What a unique column is part of is a key already.
    const isKey = found.some((at) => columns[at]?.unique || columns[at]?.increasing);
    return isKey ? [] : [{ names, columns: found, seen: new Set() }];
  });
  if (rules.length === 0 && open.length === 0) return null;
  return (values, block, count) => {
    const random = randomOf(seed, 'rows', block);
    for (let at = 0; at < count; at += 1) {
      const row = { values, at, sources, random };
      settle(rules, row);
      for (const key of open) settleKey(key, rules, row);
    }
  };
}

function settle(rules: readonly RowRule[], row: OpenRow): void {
  let broken: RowRule | undefined;
  for (let turn = 0; turn < turns; turn += 1) {
    broken = rules.find(({ holds }) => !holds(row.values, row.at));
    if (broken === undefined) return;
    if (!broken.mend(row.values, row.at, row.random)) redraw(broken.columns, row);
  }
  throw new GenerateError(
    'NOT_GENERATED',
    `${broken?.title} refused all ${turns.toLocaleString('en')} rows that were drawn: say what it wants as rules of single columns, which rows can be made from.`,
  );
}

function settleKey({ names, columns, seen }: Key, rules: readonly RowRule[], row: OpenRow): void {
  for (let turn = 0; turn < turns; turn += 1) {
    const key = JSON.stringify(
      columns.map((column) => String(keyOf(row.values[column]?.[row.at]))),
    );
    if (!seen.has(key)) {
      seen.add(key);
      return;
    }
    redraw(columns, row);
    settle(rules, row);
  }
  throw new GenerateError(
    'NOT_GENERATED',
    `No row was found whose ${names.join(', ')} are not those of another, after ${seen.size.toLocaleString('en')} rows: ask for fewer rows.`,
  );
}

function redraw(columns: readonly number[], { values, at, sources, random }: OpenRow): void {
  for (const column of columns) {
    const draw = sources[column]?.redraw;
    const list = values[column];
    if (draw && list) list[at] = draw(random);
  }
}
