import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from '../dataset.ts';
import { checkOptions, text } from '../option-rules.ts';
import type { Reproduction } from '../reproduction.ts';
import { withoutCollations } from '../sql/collations.ts';
import { identifier } from '../sql/quote.ts';
import { hasOrder } from '../sql/row-order.ts';
import { selected } from '../sql/selection.ts';
import { parseSql } from '../sql/sql-tree.ts';
import { fieldsOf } from '../typing/described-fields.ts';
import { refusalOf } from './query-check.ts';
import { macroRefusal } from './query-macros.ts';
import { keepsColumn } from './query-names.ts';

export interface QueryOptions {
  /** What outcomes call the dataset; `'query of '` and the other dataset's name unless given. */
  readonly label?: string;
}

/**
 * The rows that one SELECT makes of another dataset, which it calls `dataset`. It may use WITH, joins of `dataset` with
 * itself, windows and aggregates; other tables, files and the clock are refused.
 *
 * The rows of the dataset come in its order, and a LIMIT over them takes the first. What is grouped, joined or distinct
 * has no order: a LIMIT there, and `first(a)` or `string_agg(a)` anywhere, need an ORDER BY, and are refused without one.
 * Ties are not: order by what is unique.
 *
 * The contract is held to the rows of the result, and they are computed once a run. A column of the dataset is read as
 * the contract's schema says where the SELECT hands it on as it is, `select id, amount` or `*`, or hands on one of its
 * values, `max(day) as day`; and where the schema calls a column of that name text, whatever the SELECT makes of it.
 * Another one is read as its values lead to, which makes `1.5` of `1.50`, or as `types` of `csv()` say. What could not be
 * read in the other dataset is a problem of this one too.
 * NULL and NaN are what SQL makes of them: `count(x)` and `avg(x)` skip NULL.
 *
 * @example
 * query(parquet('flights.parquet'), 'select origin, count(*) as flights from dataset group by origin')
 */
export function query(dataset: Dataset, sql: string, options: QueryOptions = {}): Dataset {
  if (typeof dataset?.open !== 'function' || typeof dataset.access !== 'function')
    throw invalid("query() takes a dataset first, such as query(csv('x.csv'), 'select ...').");
  if (typeof sql !== 'string' || sql.trim() === '')
    throw invalid('query() takes a SELECT over `dataset` as its second argument, as text.');
  const { label = `query of ${dataset.label}` } = checkOptions('query', options, { label: text });
  return Object.freeze({
    kind: 'query',
    engine: dataset.engine,
    label,
    watch: dataset.watch,
    ...(dataset.connection !== undefined && { connection: dataset.connection }),
    access: (root: string) => dataset.access(root),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const kept = await keptHints(reader, hints, sql);
      const inner = await dataset.open(reader, kept, root);
      const isOrdered = await check(reader, inner, sql, label, dataset.connection !== undefined);
      const unordered = isOrdered ? null : `the rows of the ${label} have no order: ${orderIt}`;
      return { ...(await openQuery(reader, inner, sql, label)), unordered };
    },
  } satisfies Dataset);
}

const orderIt = 'add ORDER BY to its SELECT, by columns that are unique together.';

/**
 * The hints for the result that hold for the dataset's own columns too. Text is every character of a value, so that of
 * what is computed of it none is lost: read as a number, `1.50` would be `1.5` in `concat('A', code)`.
 */
async function keptHints(reader: Reader, hints: readonly ColumnHint[], sql: string) {
  if (sql.length > longest || sql.includes('\0')) return [];
  const parsed = await parseSql(reader, sql);
  const [statement] = parsed.error ? [] : parsed.statements;
  return hints.flatMap((hint): readonly ColumnHint[] => {
    if (keepsColumn(statement?.node, hint.name)) return [hint];
    return hint.families.includes('text') ? [{ ...hint, families: ['text'] }] : [];
  });
}

async function openQuery(
  reader: Reader,
  inner: Opened,
  sql: string,
  label: string,
): Promise<Opened> {
  const relation = identifier(reader.freshName());
  // A table, for a view would be computed anew by each pass, in another order.
  await reader
    .query(`create temp table ${relation} as ${over(inner.relation, sql)}`)
    .catch((error: unknown) => {
      throw failed(error, label);
    });
  const items = await withoutCollations(reader, relation, label);
  // Its rows are made of all pieces at once.
  const made = { ...inner, parts: null, ...reproduction(inner, sql, items) };
  if (items === '*') return { ...made, relation };
  const plain = identifier(reader.freshName());
  await reader.query(`create temp view ${plain} as select ${items} from ${relation}`);
  return { ...made, relation: plain };
}

/** All columns of the other dataset are told: the SQL may take them by a star. */
function reproduction(
  { reproduce }: Opened,
  sql: string,
  items: string,
): Pick<Opened, 'reproduce'> {
  if (reproduce === undefined) return {};
  const from: Reproduction['from'] = ({ masked }) =>
    selected(items, `(${over(reproduce.from({ sql: null, masked }), sql)})`);
  return { reproduce: { ...reproduce, from } };
}

/** The line break ends a comment of the user's. */
const over = (relation: string, sql: string) =>
  `with dataset as not materialized (select * from ${relation}) select * from (${withoutEnd(sql)}\n)`;

const withoutEnd = (sql: string) => sql.replace(/[;\s]+$/, '');

/** A person's SELECT is shorter; a text of a megabyte kept DuckDB busy for minutes. */
const longest = 100_000;

/** True if the rows of the result have an order; throws where they can't be had. */
async function check(
  reader: Reader,
  { relation, unordered = null }: Opened,
  sql: string,
  label: string,
  mayHaveMacros: boolean,
): Promise<boolean> {
  if (sql.length > longest)
    throw invalid(`The SQL of the ${label} has more than ${longest} characters.`);
  const fields = await fieldsOf(reader, relation);
  const columns = new Set(fields.map(({ name }) => name.toLowerCase()));
  const refuse = (refusal: string) => invalid(`The SQL of the ${label} ${refusal}.`);
  if (sql.includes('\0')) throw refuse('holds a NUL character');
  const parsed = await parseSql(reader, sql);
  const plain = new Set(unordered === null ? ['dataset'] : []);
  const refusal =
    refusalOf(parsed, columns, plain) ??
    (mayHaveMacros ? await macroRefusal(reader, parsed, columns, plain) : null);
  if (refusal !== null) throw refuse(refusal);
  // What ends in `; -- done` is one statement and no subquery.
  if ((await parseSql(reader, over('dataset', sql))).error)
    throw refuse('has something after its `;`: leave out both');
  return !parsed.error && hasOrder(parsed.statements[0]?.node, plain);
}

/** The engine's words hold no values: a reader masks them. Interruptions and a want of memory stay what they are. */
function failed(error: unknown, label: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENGINE_FAILED')
    return error;
  const [, kind, why] = /^DuckDB could not answer \((.*?)\): (.*)$/s.exec(error.message) ?? [];
  const isOfTheSql = /^(Binder|Catalog|Parser|Syntax) /.test(kind ?? '');
  const isOfTypes = /No function matches|Cannot (compare|mix)|explicit (type )?casts?/.test(
    why ?? '',
  );
  const hint = isOfTypes
    ? ' A column that the result keeps, or that is text there, is read as the schema says, another as its values lead to: cast it, call the result something else, or name its type, as with { types } of csv().'
    : '';
  return isOfTheSql
    ? invalid(`The SQL of the ${label} does not fit the dataset: ${why}${hint}`)
    : new DatasetError('DATASET_UNREADABLE', `The ${label} failed: ${error.message}`);
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
