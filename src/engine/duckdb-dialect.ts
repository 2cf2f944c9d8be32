import { aggregateSql } from './duckdb-aggregates.ts';
import { identifier, literal, predicate, scalar } from './duckdb-expressions.ts';
import { adds } from './duckdb-fixed.ts';
import { examplesSql, groupedSql } from './duckdb-grouped.ts';
import { personalSql } from './duckdb-personal.ts';
import { probeSql } from './duckdb-probes.ts';
import type { Dialect } from './engine.ts';

/** DuckDB 1.5. Timestamps are compared in UTC: the session's time zone must be UTC. */
export const duckdbDialect: Dialect = Object.freeze({
  name: 'duckdb',
  identifier,
  literal,
  scalar,
  predicate,
  personal: personalSql,
  probe: probeSql,
  adds,
  aggregate: aggregateSql,
  grouped: groupedSql,
  examples: examplesSql,
});
