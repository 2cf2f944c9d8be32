import { looksPersonal } from '../../privacy/personal.ts';
import type { Numeric } from '../../value/numeric.ts';
import type { FooterColumn, Plain } from '../dataset.ts';

/**
 * Encodes what a footer says of columns, to be kept. The ends of a column are left out if it is masked, or if one of them looks
 * personal.
 */
export const keptColumns = (
  columns: readonly FooterColumn[],
  isMasked: (column: string) => boolean,
): Plain =>
  columns.map(({ name, kind, nulls, least, greatest, ascends, dictionary, bytes }) => {
    const [low, high] = [least, greatest].map(written);
    const isPrivate = isMasked(name) || [low, high].some((end) => end != null && isPersonal(end));
    return [
      name,
      kind,
      nulls,
      ...(isPrivate ? [null, null] : [low ?? null, high ?? null]),
      ascends,
      dictionary,
      bytes,
    ];
  });

/** Decodes the columns of {@link keptColumns}. */
export const columnsKept = (kept: Plain): readonly FooterColumn[] =>
  (kept as readonly KeptColumn[]).map(
    ([name, kind, nulls, least, greatest, ascends, dictionary, bytes]) => ({
      name,
      kind,
      nulls,
      least: numeric(least),
      greatest: numeric(greatest),
      ascends: ascends && least !== null,
      dictionary,
      bytes,
    }),
  );

type KeptColumn = readonly [
  name: string,
  kind: FooterColumn['kind'],
  nulls: number | null,
  least: Written | null,
  greatest: Written | null,
  ascends: boolean,
  dictionary: number | null,
  bytes: number,
];

/** A number as JSON, which would round it or can't express it. */
type Written = readonly [kind: 'number' | 'integer' | 'decimal', digits: string, scale: number];

function written(value: Numeric | null): Written | null {
  if (value === null) return null;
  if (typeof value === 'bigint') return ['integer', String(value), 0];
  if (typeof value === 'number') return ['number', Object.is(value, -0) ? '-0' : String(value), 0];
  return ['decimal', String(value.digits), value.scale];
}

function numeric(value: Written | null): Numeric | null {
  if (value === null) return null;
  const [kind, digits, scale] = value;
  if (kind === 'number') return Number(digits);
  return kind === 'integer' ? BigInt(digits) : { digits: BigInt(digits), scale };
}

const isPersonal = ([, digits]: Written) => looksPersonal(digits);
