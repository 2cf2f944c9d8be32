import type { Domain } from '../domain.ts';
import { type ForeignKey, inOrder } from '../foreign-keys.ts';
import { GenerateError } from '../generate-error.ts';
import type { RowDomain } from '../row-domain.ts';
import { acceptsOf } from './accepts.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Followed } from './followed.ts';
import { slowDraw } from './slow-draw.ts';

/** A table to generate. */
export interface TableRequest {
  readonly name: string;
  readonly domain: RowDomain;
  readonly rows: number;
  /** The distributions that its columns follow, by name. */
  readonly like: ReadonlyMap<string, Followed>;
}

/** The options that tables are generated with. */
export interface TablesOptions {
  readonly seed: number;
  readonly foreignKeys: readonly ForeignKey[];
  readonly locale: string;
}

/** A table that is ready to be generated. */
export interface OpenTable extends TableRequest {
  /** Its columns whose values are those of keys. */
  readonly foreignKeys: readonly ForeignKey[];
  /** Yields its rows. The keys that later tables refer to are kept on the way, so tables are taken in their order. */
  readonly blocks: () => Generator<Block>;
}

/** Returns the tables in the order in which they can be generated. */
export function openTables(
  requests: readonly TableRequest[],
  { seed, foreignKeys, locale }: TablesOptions,
): readonly OpenTable[] {
  const kept = new Map<string, unknown[]>();
  const order = inOrder(
    requests.map(({ name }) => name),
    foreignKeys,
  );
  return order
    .flatMap((name) => requests.filter((request) => request.name === name))
    .map((request) => {
      const { name, domain, rows, like } = request;
      const mine = foreignKeys.filter(({ table }) => table === name);
      const asked = foreignKeys.filter(
        ({ keyTable, table }) => keyTable === name && table !== name,
      );
      const own = mine.filter(({ keyTable }) => keyTable === name);
      const blocks = function* () {
        const found = blocksOf(domain, {
          seed: `${seed}/${name}`,
          rows,
          like,
          slow: (one: Domain, column) => slowDraw(one, name, column, locale),
          ownKeys: new Map(own.map(({ column, keyColumn }) => [column, keyColumn])),
          keys: new Map(
            mine
              .filter(({ keyTable }) => keyTable !== name)
              .map((key) => [key.column, keyValues(key, domain, kept)]),
          ),
        });
        const lists = asked.map(({ keyColumn }) => {
          const list: unknown[] = [];
          kept.set(`${name}.${keyColumn}`, list);
          return { list, at: domain.columns.findIndex((column) => column.name === keyColumn) };
        });
        for (const block of found) {
          for (const { list, at } of lists)
            for (const value of block.values[at] ?? []) if (value !== null) list.push(value);
          yield block;
        }
      };
      return { ...request, foreignKeys: mine, blocks };
    });
}

/** The values of a key that the column that refers to it takes. */
function keyValues(
  { table, column, keyTable, keyColumn }: ForeignKey,
  { columns }: RowDomain,
  kept: ReadonlyMap<string, readonly unknown[]>,
): readonly unknown[] {
  const values = kept.get(`${keyTable}.${keyColumn}`) ?? [];
  const domain = columns.find(({ name }) => name === column)?.domain ?? null;
  const accepts = domain === null ? () => false : acceptsOf(domain);
  const taken = values.filter(accepts);
  if (taken.length === 0 && values.length > 0)
    throw new GenerateError(
      'NOT_GENERATED',
      `No value of ${keyTable}.${keyColumn} is one that ${table}.${column} takes: give both the same rules.`,
    );
  return taken;
}
