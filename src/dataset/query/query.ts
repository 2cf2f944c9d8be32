import { asSentence } from '../../outcome/printable-text.ts';
import { text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from '../dataset.ts';
import type { Reproduction } from '../reproduction.ts';
import { withoutCollations } from '../sql/collations.ts';
import { identifier } from '../sql/quote.ts';
import { hasOrder } from '../sql/row-order.ts';
import { selected } from '../sql/selection.ts';
import { parseSql, type Serialized } from '../sql/sql-tree.ts';
import { fitWords } from '../sql/sql-words.ts';
import { fieldsOf } from '../typing/described-fields.ts';
import { refusalOf } from './query-check.ts';
import { macroRefusal } from './query-macros.ts';
import { keepsColumn } from './query-names.ts';
import { readableOf } from './query-readable.ts';

/** Options of {@link query}. */
export interface QueryOptions {
  /** The name of the dataset in outcomes; `'query of '` and the other dataset's name unless given. */
  readonly label?: string;
}

/**
 * Reads the rows that one SELECT makes of another dataset, which it calls `dataset`. It may use WITH, joins of
 * `dataset` with itself, windows and aggregates. It may not read other tables, files or the clock.
 *
 * The rows of the dataset come in its order, and a LIMIT over them takes the first. Grouped, joined or distinct rows
 * have no order: a LIMIT over them, and `first(a)` or `string_agg(a)` anywhere, are refused without an ORDER BY. Ties
 * are not refused: order by something unique.
 *
 * The contract applies to the rows of the result, which are computed once a run. A column has the type that the
 * contract's schema gives it if the SELECT passes it on unchanged (`select id, amount` or `*`) or passes on one of its
 * values (`max(day) as day`), or if the schema calls a column of that name text. Any other column gets its type from
 * its values, which makes `1.5` of `1.50`, or from `types` of `csv()`. Records and fields that could not be read in the
 * other dataset are problems of this one too; a row with such a field in a column that the SELECT names, or may read by a
 * star, is left out. NULL and NaN follow SQL: `count(x)` and `avg(x)` skip NULL.
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
    ...(dataset.digests && { digests: (root: string) => digestsOf(dataset, sql, root) }),
    access: (root: string) => dataset.access(root),
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const kept = await keptHints(reader, hints, sql);
      // What a query reads is read at once, and not when it is first asked for.
      const opened = await dataset.open({ ...reader, recall: null }, kept, root);
      const inner = await readableOf(reader, opened, await parsedIn(reader, sql));
      const isOrdered = await check(reader, inner, sql, label, dataset.connection !== undefined);
      const unordered = isOrdered ? null : `the rows of the ${label} have no order: ${orderIt}`;
      return { ...(await openQuery(reader, inner, sql, label)), unordered };
    },
  } satisfies Dataset);
}

/** Returns the digests of the dataset with the query. What it reads beside them, such as a clock, is not known. */
async function digestsOf(dataset: Dataset, sql: string, root: string) {
  const digests = (await dataset.digests?.(root)) ?? null;
  return digests && [...digests, sql];
}

const orderIt = 'add ORDER BY to its SELECT, by columns that are unique together.';

/**
 * Returns the hints of the result that apply to the dataset's own columns too. Text must keep every character, also for
 * expressions: read as a number, `1.50` would be `1.5` in `concat('A', code)`.
 */
async function keptHints(reader: Reader, hints: readonly ColumnHint[], sql: string) {
  const parsed = await parsedIn(reader, sql);
  const [statement] = parsed === null || parsed.error ? [] : parsed.statements;
  return hints.flatMap((hint): readonly ColumnHint[] => {
    if (keepsColumn(statement?.node, hint.name)) return [hint];
    return hint.families.includes('text') ? [{ ...hint, families: ['text'] }] : [];
  });
}

/** Returns the parsed SQL; null if {@link check} refuses it as it is. */
const parsedIn = async (reader: Reader, sql: string): Promise<Serialized | null> =>
  sql.length > longest || sql.includes('\0') ? null : parseSql(reader, sql);

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
      throw failed(error, label, sql);
    });
  const items = await withoutCollations(reader, relation, label);
  // Its rows are made of all pieces at once.
  const made = { ...inner, parts: null, ...reproduction(inner, sql, items) };
  if (items === '*') return { ...made, relation };
  const plain = identifier(reader.freshName());
  await reader.query(`create temp view ${plain} as select ${items} from ${relation}`);
  return { ...made, relation: plain };
}

/** Returns a reproduction with all columns of the other dataset, since the SQL may select them with a star. */
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

/** Returns the user's SQL over a relation. The line break ends a comment of theirs. */
const over = (relation: string, sql: string) =>
  `with dataset as not materialized (select * from ${relation}) select * from (${withoutEnd(sql)}\n)`;

const withoutEnd = (sql: string) => sql.replace(/[;\s]+$/, '');

/** The longest SQL text that is parsed. A megabyte of it kept DuckDB busy for minutes. */
const longest = 100_000;

/** Checks the SQL, and returns true if the rows of its result have an order. */
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
  const refuse = (refusal: string) => invalid(asSentence(`The SQL of the ${label} ${refusal}`));
  if (sql.includes('\0')) throw refuse('holds a NUL character');
  const parsed = await parseSql(reader, sql);
  const plain = new Set(unordered === null ? ['dataset'] : []);
  const refusal =
    refusalOf(parsed, sql, columns, plain) ??
    (mayHaveMacros ? await macroRefusal(reader, parsed, columns, plain) : null);
  if (refusal !== null) throw refuse(refusal);
  // What ends in `; -- done` is one statement and no subquery.
  if ((await parseSql(reader, over('dataset', sql))).error)
    throw refuse('has something after its `;`: leave out both');
  return !parsed.error && hasOrder(parsed.statements[0]?.node, plain);
}

/**
 * Turns an engine's error into a DatasetError. The engine's words contain no values, since a reader masks them.
 * Interruptions and a lack of memory keep their own errors.
 */
function failed(error: unknown, label: string, sql: string): unknown {
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
    ? invalid(
        `The SQL of the ${label} does not fit the dataset: ${asSentence(fitWords(why ?? '', sql))}${hint}`,
      )
    : new DatasetError('DATASET_UNREADABLE', `The ${label} failed: ${error.message}`);
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
