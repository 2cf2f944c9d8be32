import { DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { PatternTest } from '../../../../src/engine/duckdb/re2/translate-regex.ts';

/** A real DuckDB that says of each text whether all patterns hold, and no option is set. */
export interface Judge {
  readonly verdicts: (
    patterns: readonly PatternTest[],
    texts: readonly string[],
  ) => Promise<readonly unknown[]>;
  /** The same of one pattern that stands in a column, which no optimizer sees. */
  readonly verdictsOfColumn: (
    pattern: string,
    texts: readonly string[],
  ) => Promise<readonly unknown[]>;
  readonly close: () => void;
}

export async function openJudge(): Promise<Judge> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  return {
    verdicts: async (patterns, texts) => {
      const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
      const tests = patterns.map(({ pattern, negated, glob, isWhole }) => {
        const call = `regexp_matches(s, ${quoted(pattern)})`;
        const others = [
          ...(glob === null ? [] : [`(s glob ${quoted(glob)})`]),
          ...(isWhole ? [`regexp_full_match(s, ${quoted(pattern)})`] : []),
        ];
        // A verdict of neither, where they part: no expectation of a test holds then.
        const areSame = others.map((other) => `${other} = ${call}`).join(' and ');
        const both = areSame === '' ? call : `case when ${areSame} then ${call} end`;
        return negated ? `not (${both})` : both;
      });
      const sql = `select ${tests.join(' and ')} from (select unnest($1) as s)`;
      const reader = await connection.runAndReadAll(sql, [listValue(texts)], [LIST(VARCHAR)]);
      return reader.getRows().map(([verdict]) => verdict);
    },
    verdictsOfColumn: async (pattern, texts) => {
      const reader = await connection.runAndReadAll(
        'select regexp_matches(s, p) from (select unnest($1) as s, unnest($2) as p)',
        [listValue(texts), listValue(texts.map(() => pattern))],
        [LIST(VARCHAR), LIST(VARCHAR)],
      );
      return reader.getRows().map(([verdict]) => verdict);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
