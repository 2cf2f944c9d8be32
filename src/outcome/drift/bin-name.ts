import type { ColumnDrift, DriftBin } from '../../metric/drift/finding.ts';
import { printNumeric } from '../../value/numeric.ts';
import { printInstant } from '../../value/quantity.ts';

/** The bins of one column, with what is needed to name them. */
export type Binned = Pick<ColumnDrift, 'bins' | 'kind' | 'isMasked'>;

/** Returns an end of a range as text: a number, or an instant in UTC, `2019-03-31 13:06`. */
export function printEnd(value: number, kind: Binned['kind']): string {
  if (kind !== 'instants') return printNumeric(value);
  return printInstant(Math.round(value)).replace(/T([\d:.]*?)(?::00)?Z$/, ' $1');
}

/**
 * Returns the name of each bin: its range, its value, its category, or what is counted by itself. A masked bin has its
 * place in the order as its name, `range 3`.
 */
export const binNames = ({ bins, kind, isMasked }: Binned): readonly string[] =>
  bins.map((bin, at) => binName(bin, kind, isMasked ? at + 1 : null, bins[at - 1]));

function binName(
  bin: DriftBin,
  kind: Binned['kind'],
  masked: number | null,
  before: DriftBin | undefined,
): string {
  switch (bin.kind) {
    case 'null':
      return 'NULL';
    case 'nan':
      return 'NaN';
    case 'others':
      return 'all others';
    case 'category':
      return masked === null ? categoryName(bin.category ?? '') : `category ${masked}`;
    case 'value':
      return masked === null ? printEnd(bin.from ?? Number.NaN, kind) : `value ${masked}`;
    case 'range':
      return masked === null ? rangeName(bin, kind, before) : `range ${masked}`;
  }
}

/** The names of what is no category. A category of the same text is quoted. */
const reserved = ['', 'NULL', 'NaN', 'all others'];

const categoryName = (text: string): string =>
  reserved.includes(text) || text !== text.trim() ? `'${text}'` : text;

function rangeName({ from, to }: DriftBin, kind: Binned['kind'], before?: DriftBin): string {
  const isTime = kind === 'instants';
  if (from === null && to === null) return 'all values';
  if (from === null) return `${isTime ? 'before' : 'below'} ${printEnd(to ?? 0, kind)}`;
  // A range that begins right after a single value does not hold it.
  const value = before?.kind === 'value' ? before.from : null;
  const isAfter = value !== null && value < from && printEnd(value, kind) === printEnd(from, kind);
  const after = isTime ? 'after' : 'above';
  if (to === null)
    return `${isAfter ? after : 'from'} ${printEnd(from, kind)}${isAfter ? '' : ' on'}`;
  const [low, high] = [printEnd(from, kind), printEnd(to, kind)];
  // Rounding must not make two ends equal.
  const name = low === high ? `${from} to ${to}` : `${low} to ${high}`;
  return isAfter ? `${after} ${name}` : name;
}
