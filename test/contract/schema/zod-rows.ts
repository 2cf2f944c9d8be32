import { schemaExpectations } from '../../../src/contract/schema/schema-expectations.ts';
import type { Schema } from '../../../src/contract/schema/zod-core.ts';
import type { Dataset, InsertColumn } from '../../../src/dataset/dataset.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { Declined, declinedAtRun, EngineError, type Session } from '../../../src/engine/engine.ts';
import {
  compilePredicate,
  type EngineRow,
} from '../../../src/engine/javascript/compile-predicate.ts';
import type { Family, Predicate } from '../../../src/metric/expression.ts';
import { verdicts } from '../../../src/metric/row-judge.ts';

/** Rows in a table of the types that are told, as a dataset. */
export const table = (
  columns: readonly InsertColumn[],
  rows: readonly (readonly unknown[])[],
): Dataset => ({
  kind: 'rows',
  engine: 'duckdb',
  label: 'rows',
  watch: [],
  access: async () => ({ directories: [], extensions: [], setup: [] }),
  open: async (reader) => {
    const name = reader.freshName();
    await reader.insert(name, columns, rows);
    return { relation: `"${name}"`, problems: [], problemCount: 0, notes: [] };
  },
});

/** What the expectations of a schema say of rows. */
export interface Verdicts {
  /** For each row, whether it violates none of the conditions, as SQL judges where it can. */
  readonly rows: readonly boolean[];
  /** Columns whose type is none that the schema takes. */
  readonly wrongTypes: readonly string[];
  /** Conditions for which SQL and JavaScript do not say the same. */
  readonly disagreements: readonly string[];
}

const now = new Date('2026-11-24T00:00:00Z');

/** Judge each row by all expectations of the schema together: in DuckDB, and once more in JavaScript. */
export async function judgeRows(
  schema: Schema,
  columns: readonly InsertColumn[],
  rows: readonly (readonly unknown[])[],
): Promise<Verdicts> {
  const session = await openSession(table(columns, rows), [], { root: '/', now });
  try {
    const nodes = schemaExpectations({ schema, allowEmpty: true });
    const all: EngineRow[] = [];
    for await (const chunk of session.stream(`select * from ${session.relation}`))
      all.push(...chunk);
    const passed = rows.map(() => true);
    const disagreements: string[] = [];
    for (const { metric } of nodes) {
      if (metric.violating === null) continue;
      const byCode = await inJavaScript(metric.violating, all, session);
      const bySql = isTyped(metric.needs, session)
        ? await inSql(metric.violating, session)
        : undefined;
      const found = bySql ?? byCode;
      found.forEach((isViolating, at) => {
        if (isViolating) passed[at] = false;
        if (isViolating !== byCode[at]) disagreements.push(`row ${at}: ${metric.label}`);
      });
    }
    const wrongTypes = nodes.flatMap(({ metric: { value } }) => {
      if (value.kind !== 'structure' || value.check.kind !== 'type') return [];
      const { column, accepts } = value.check;
      return accepts.length === 0 || accepts.includes(familyOf(column, session)) ? [] : [column];
    });
    return { rows: passed, wrongTypes, disagreements };
  } finally {
    await session.close();
  }
}

const familyOf = (column: string, { columns }: Session): Family =>
  columns.find(({ name }) => name === column)?.family ?? 'other';

const isTyped = (
  needs: readonly { readonly column: string; readonly families: readonly Family[] | null }[],
  session: Session,
) =>
  needs.every(
    ({ column, families }) => families === null || families.includes(familyOf(column, session)),
  );

async function inJavaScript(predicate: Predicate, rows: readonly EngineRow[], session: Session) {
  const families = new Map(session.columns.map(({ name, family }) => [name, family]));
  const test = await compilePredicate(predicate, now, families);
  return verdicts(rows, test);
}

/** Undefined where SQL declines. */
async function inSql(predicate: Predicate, session: Session) {
  try {
    const text = session.dialect.predicate(predicate, session);
    const rows = await session.query(`select ${text} as violating from ${session.relation}`);
    return rows.map(({ violating }) => violating === true);
  } catch (error) {
    if (error instanceof Declined) return undefined;
    if (error instanceof EngineError && error.message.includes(declinedAtRun)) return undefined;
    throw error;
  }
}
