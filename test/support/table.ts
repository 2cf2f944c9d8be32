import type { Dataset } from '../../src/dataset/dataset.ts';
import { makeReproduction } from '../../src/dataset/reproduction.ts';

/** A dataset of rows written in SQL, for tests of what comes after the reading. */
export function table(select: string, label = 'table'): Dataset {
  return {
    kind: 'table',
    engine: 'duckdb',
    label,
    watch: [],
    access: async () => ({ directories: [], extensions: [], setup: [] }),
    open: async (reader) => {
      const relation = reader.freshName();
      await reader.query(`create temp table ${relation} as ${select}`);
      return {
        relation,
        reproduce: makeReproduction(label),
        problems: [],
        problemCount: 0,
        notes: [],
      };
    },
  };
}
