import fc from 'fast-check';
import type { Row } from '../../row-domain.ts';
import type { Cells } from './cells.ts';
import { drawRows, type RowCount } from './draw-rows.ts';
import { simplerValidRows } from './simpler-rows.ts';
import { rowsFrom, type Table } from './table.ts';

/** The rows of one table. They shrink to fewer rows first, and then to simpler values. */
export class RowsArbitrary extends fc.Arbitrary<Row[]> {
  readonly #table: Table;
  readonly #count: RowCount;

  constructor(table: Table, count: RowCount) {
    super();
    this.#table = table;
    this.#count = count;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Row[]> {
    return this.#wrapped(drawRows(this.#table, new Map(), this.#count, random, bias));
  }

  /** The cells are needed to shrink. */
  override canShrinkWithoutContext(_value: unknown): _value is Row[] {
    return false;
  }

  override shrink(_value: Row[], context: unknown): fc.Stream<fc.Value<Row[]>> {
    if (context === undefined) return fc.Stream.nil();
    const simpler = simplerValidRows(this.#table, context as Cells, this.#count);
    return fc.stream(Iterator.from(simpler).map((cells) => this.#wrapped(cells)));
  }

  #wrapped(cells: Cells): fc.Value<Row[]> {
    return new fc.Value(rowsFrom(this.#table, cells), cells);
  }
}
