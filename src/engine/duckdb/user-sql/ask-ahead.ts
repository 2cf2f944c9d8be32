import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnDescription } from '../../engine.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';
import { type Ask, operatorsIn, planOf } from './catalogue.ts';
import { emptiable } from './expression-constant.ts';
import type { Catalogue, Emptiable } from './expression-parts.ts';
import { wrap } from './expression-tree.ts';
import { type ReadExpression, readExpression, typedText, unfitText } from './read-expression.ts';

/** A catalogue that may be asked about many expressions at a time, before each of them is checked. */
export interface AheadCatalogue extends Catalogue {
  /**
   * Asks the engine, in few queries, what the checks of these texts will ask. It decides nothing and refuses nothing: a
   * check goes through all its steps, and asks for itself what is not known.
   */
  askAhead(texts: readonly string[], columns: readonly ColumnDescription[]): Promise<void>;
}

/** The engine that is asked ahead. */
export interface AskedEngine {
  readonly ask: Ask;
  readonly connection: DuckDBConnection;
  readonly api: DuckDB;
  readonly relation: string;
}

/** The most expressions of one query, and the most characters of all of them: a tree is a hundred times its text. */
const atOnce = { texts: 200, expressions: 50, characters: 40_000 } as const;

/** Adds to a catalogue that it may be asked ahead. */
export function aheadOf(catalogue: Catalogue, engine: AskedEngine): AheadCatalogue {
  const trees = new Map<string, string>();
  const types = new Map<string, string>();
  const meetable = new Set<string>();
  const known: AheadCatalogue = {
    kindsOf: catalogue.kindsOf,
    parse: async (sql) => trees.get(sql) ?? catalogue.parse(sql),
    typeOf: async (expression) => types.get(expression) ?? catalogue.typeOf(expression),
    isEmpty: async (one) => !meetable.has(one.condition) && catalogue.isEmpty(one),
    askAhead: async (texts, columns) => {
      const names = new Set(columns.map(({ name }) => name.toLowerCase()));
      const fit = [...new Set(texts)].filter((text) => unfitText(text) === null);
      for (const some of batches(fit.map(wrap), atOnce.texts, itself))
        for (const entry of await parsed(some, engine)) trees.set(...entry);
      const read = new Map<string, ReadExpression>();
      for (const text of fit) {
        const found = await readExpression(text, known, names).catch(() => null);
        if (found?.doubts.length === 0) read.set(text, found);
      }
      for (const some of batches([...read.keys()].map(typedText), atOnce.expressions, itself))
        for (const entry of await typed(some, engine)) types.set(...entry);
      const conditions = [...read].flatMap(([text, { nodes }]) =>
        types.get(typedText(text)) === 'BOOLEAN'
          ? Object.values(emptiable(text, nodes, columns))
          : [],
      );
      for (const some of batches(conditions, atOnce.expressions, ({ condition }) => condition))
        for (const { condition } of await possible(some, engine)) meetable.add(condition);
    },
  };
  return known;
}

function* batches<One>(
  list: readonly One[],
  most: number,
  textOf: (one: One) => string,
): Generator<readonly One[]> {
  let batch: One[] = [];
  let characters = 0;
  for (const one of list) {
    characters += textOf(one).length;
    if (batch.length === most || (batch.length > 0 && characters > atOnce.characters)) {
      yield batch;
      batch = [];
      characters = textOf(one).length;
    }
    batch.push(one);
  }
  if (batch.length > 0) yield batch;
}

const itself = (text: string) => text;

/** Parses texts, each a value of its own: no text can reach out of it into another. */
function parsed(
  texts: readonly string[],
  { connection, api }: AskedEngine,
): Promise<readonly (readonly [text: string, tree: string])[]> {
  return orNone(async () => {
    const result = await connection.run(
      'select t, json_serialize_sql(t) from (select unnest($1::varchar[]) as t)',
      [api.listValue(texts)],
      [api.LIST(api.VARCHAR)],
    );
    return (await result.getRows()).map(([text, tree]) => [String(text), String(tree)] as const);
  });
}

/** The types of expressions that are parsed, each one expression. */
function typed(
  expressions: readonly string[],
  { ask, relation }: AskedEngine,
): Promise<readonly (readonly [expression: string, type: string])[]> {
  return orNone(async () => {
    const result = await ask(`select ${expressions.join(', ')} from ${relation} limit 0`);
    if (result.columnCount !== expressions.length) return [];
    return expressions.map((one, at) => [one, String(result.columnType(at))] as const);
  });
}

/** Returns the conditions, if the engine proves of none of them that no row meets it. */
function possible(
  conditions: readonly Emptiable[],
  { ask }: AskedEngine,
): Promise<readonly Emptiable[]> {
  return orNone(async () => {
    // A branch of which it is proven is taken out of the plan, with the row that it reads.
    const operators = operatorsIn(await planOf(ask, conditions));
    const rows = operators.filter((name) => name === 'DUMMY_SCAN').length;
    return rows === conditions.length && !operators.includes('EMPTY_RESULT') ? conditions : [];
  });
}

/** Where one of them fails, nothing is known ahead: each check then meets its own error. */
async function orNone<Found>(work: () => Promise<readonly Found[]>): Promise<readonly Found[]> {
  try {
    return await work();
  } catch {
    return [];
  }
}
