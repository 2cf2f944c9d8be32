import type { ColumnStatistics, PartStatistics } from '../../engine/engine.ts';
import { type Fact, factNumeric, numericFact } from './facts.ts';

/** Encodes the statistics of a part as a fact. */
export const statisticsFact = ({ rows, columns }: PartStatistics): StatisticsFact => [
  rows,
  [...columns].map(([name, { nulls, least, greatest, ascends, dictionary, bytes }]) => [
    name,
    nulls,
    numericFact(least),
    numericFact(greatest),
    ascends,
    dictionary,
    bytes,
  ]),
];

/** The statistics of a part as a fact. */
export type StatisticsFact = readonly [
  rows: number,
  columns: readonly (readonly [
    name: string,
    nulls: number | null,
    least: Fact,
    greatest: Fact,
    ascends: boolean,
    dictionary: number | null,
    bytes: number,
  ])[],
];

/** Decodes the statistics of a part from a fact. */
export function factStatistics(fact: StatisticsFact): PartStatistics {
  const [rows, columns] = fact;
  return {
    rows,
    columns: new Map(
      columns.map(([name, nulls, least, greatest, ascends, dictionary, bytes]) => [
        name,
        {
          nulls,
          least: factNumeric(least),
          greatest: factNumeric(greatest),
          ascends,
          dictionary,
          bytes,
        } satisfies ColumnStatistics,
      ]),
    ),
  };
}
