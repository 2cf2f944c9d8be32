import type fc from 'fast-check';
import type { Row, RowDomain } from '../row-domain.ts';
import type { Tally } from './rejections.ts';
import { withTallies } from './rejections-of.ts';
import type { RowCount } from './rows/draw-rows.ts';
import { RowsArbitrary } from './rows/rows-arbitrary.ts';
import { tableOf } from './rows/table.ts';

/** The rows of a domain, as many as `count` says; `locale` is the language of faker's values. */
export function rowsOfDomain(
  domain: RowDomain,
  count: RowCount,
  locale: string,
): fc.Arbitrary<Row[]> {
  const tallies: Tally[] = [];
  const table = tableOf(domain, { contract: domain.contract.name, locale, tallies }, []);
  return withTallies(new RowsArbitrary(table, count), tallies);
}
