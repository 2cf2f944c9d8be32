import fc from 'fast-check';
import type { Row } from '../../row-domain.ts';
import { nils } from '../place.ts';
import type { Cells } from './cells.ts';
import { isNil } from './compare.ts';
import { drawRows, type RowCount } from './draw-rows.ts';
import { type Link, type Links, linkedRow } from './links.ts';
import { simplerRows } from './simpler-rows.ts';
import { isValid, rowsFrom, type Table } from './table.ts';

/** A foreign key: a column, and the column of another table, or of its own, that its values come from. */
export interface PlacedKey {
  readonly at: number;
  readonly table: string;
  readonly column: number;
}

/** A table of a dataset, with its foreign keys. */
export interface LinkedTable {
  readonly name: string;
  readonly table: Table;
  readonly count: RowCount;
  readonly keys: readonly PlacedKey[];
}

type Drawn = ReadonlyMap<string, Cells>;

/** The rows of several tables. A table stands after those that its foreign keys name. */
export class DatasetArbitrary extends fc.Arbitrary<Record<string, Row[]>> {
  readonly #tables: readonly LinkedTable[];

  constructor(tables: readonly LinkedTable[]) {
    super();
    this.#tables = tables;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Record<string, Row[]>> {
    const drawn = new Map<string, Cells>();
    for (const one of this.#tables)
      drawn.set(one.name, drawRows(one.table, linksOf(one, drawn), one.count, random, bias));
    return this.#wrapped(drawn);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Record<string, Row[]> {
    return false;
  }

  override shrink(_value: unknown, context: unknown): fc.Stream<fc.Value<Record<string, Row[]>>> {
    if (context === undefined) return fc.Stream.nil();
    return fc.stream(
      Iterator.from(simplerDatasets(this.#tables, context as Drawn)).map((drawn) =>
        this.#wrapped(drawn),
      ),
    );
  }

  #wrapped(drawn: Drawn): fc.Value<Record<string, Row[]>> {
    const rows = this.#tables.map(
      ({ name, table }) => [name, rowsFrom(table, drawn.get(name) ?? [])] as const,
    );
    return new fc.Value(Object.fromEntries(rows), drawn);
  }
}

/** The values that each foreign key of a table may have. */
const linksOf = ({ name, keys, table }: LinkedTable, drawn: Drawn): Links =>
  new Map(
    keys.map((key) => [
      key.at,
      key.table === name ? ownLink(table, key) : linkTo(table, key, drawn),
    ]),
  );

function linkTo(table: Table, key: PlacedKey, drawn: Drawn): Link {
  const values = valuesOf(table, key, drawn.get(key.table) ?? []);
  return { candidates: () => values, ownKey: null, nil: nilOf(table, key) };
}

/** A row may name those above it, or else itself. */
const ownLink = (table: Table, key: PlacedKey): Link => ({
  candidates: (above) => valuesOf(table, key, above),
  ownKey: key.column,
  nil: nilOf(table, key),
});

/** The values of the named column that the rules of the naming one accept. */
function valuesOf({ columns }: Table, { at, column }: PlacedKey, rows: Cells): readonly unknown[] {
  const scalar = columns[at]?.scalar;
  return rows
    .map((row) => row[column]?.value)
    .filter((value) => !isNil(value) && (scalar?.accepts(value) ?? true));
}

function nilOf({ columns }: Table, { at }: PlacedKey): Link['nil'] {
  const nil = columns[at]?.domain.nil ?? 'never';
  return nil === 'never' ? null : { value: nils[nil] };
}

/** Datasets with a table that is simpler: those that name others first. */
function* simplerDatasets(tables: readonly LinkedTable[], drawn: Drawn): Iterable<Drawn> {
  for (const { name, table, count } of tables.toReversed()) {
    for (const cells of simplerRows(table, drawn.get(name) ?? [], count)) {
      const linked = relinked(tables, new Map([...drawn, [name, cells]]));
      if (linked && tables.every((one) => isValid(one.table, linked.get(one.name) ?? [])))
        yield linked;
    }
  }
}

/** Puts the values of foreign keys in again; null where a row has none to name. */
function relinked(tables: readonly LinkedTable[], drawn: Drawn): Drawn | null {
  const made = new Map<string, Cells>();
  for (const one of tables) {
    const links = linksOf(one, made);
    const rows: Cells[number][] = [];
    for (const row of drawn.get(one.name) ?? []) {
      const linked = linkedRow(row, links, rows);
      if (linked === null) return null;
      rows.push(linked);
    }
    made.set(one.name, rows);
  }
  return made;
}
