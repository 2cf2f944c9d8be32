import { textPatternSql } from '../../../dataset/typing/text-pattern.ts';
import type { Dialect } from '../../engine.ts';
import { aggregateSql } from './aggregates.ts';
import {
  frequenciesSql,
  frequentSql,
  orderSql,
  topValuesSql,
  valuesAtSql,
} from './column-queries.ts';
import { countedSql } from './counted-rows.ts';
import { distributionSql } from './distribution-sql.ts';
import { identifier, literal, predicate, scalar } from './expressions.ts';
import { adds } from './fixed-sums.ts';
import { examplesSql, groupedSql } from './grouped-aggregates.ts';
import { probeSql } from './probes.ts';
import { profileSql } from './profile-sql.ts';
import { firstRowsOfEachSql, firstRowsSql, shownCountsSql } from './shown-rows.ts';

/** DuckDB 1.5. Timestamps are compared in UTC: the session's time zone must be UTC. */
export const duckdbDialect: Dialect = Object.freeze({
  name: 'duckdb',
  identifier,
  literal,
  scalar,
  predicate,
  probe: probeSql,
  adds,
  aggregate: aggregateSql,
  grouped: groupedSql,
  examples: examplesSql,
  segmentKey: (value: string) => `hash(${value})`,
  describe: (relation: string) => `describe select * from ${relation}`,
  frequencies: frequenciesSql,
  frequent: frequentSql,
  order: orderSql,
  valuesAt: valuesAtSql,
  topValues: topValuesSql,
  distribution: distributionSql,
  firstRows: firstRowsSql,
  firstRowsOfEach: firstRowsOfEachSql,
  shownCounts: shownCountsSql,
  profile: profileSql,
  counted: countedSql,
  textPattern: textPatternSql,
});
