import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { drawOf } from './bulk/draw.ts';
import type { Followed } from './bulk/followed.ts';
import { slowDraw } from './bulk/slow-draw.ts';
import { type OpenTable, openTables } from './bulk/tables.ts';
import { foreignKeysOf } from './foreign-keys.ts';
import { follow } from './like/follow.ts';
import { type LikeData, observeLike } from './like/observe-like.ts';
import type { RowDomain } from './row-domain.ts';
import { rowDomainOf } from './row-domain-of.ts';

/** The sources that tables are generated from. */
export interface Preparation {
  readonly rows: ReadonlyMap<string, number>;
  readonly seed: number;
  readonly like?: Dataset;
  readonly locale?: string;
  /** The clock that conditions on the run's time are read by; the present time unless given. */
  readonly now?: Date;
  readonly foreignKeys?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads contracts and options, and returns the tables in the order in which they can be generated. All that can be found
 * out before any row is found out here.
 *
 * @throws {GenerateError} see {@link generate}.
 */
export async function prepare(
  contracts: ReadonlyMap<string, Contract>,
  { rows, seed, like, locale = 'en', now = new Date(), foreignKeys = {} }: Preparation,
): Promise<readonly OpenTable[]> {
  const domains = new Map(
    [...contracts].map(([name, contract]) => [name, rowDomainOf(contract, { now })]),
  );
  const keys = foreignKeysOf(foreignKeys as Readonly<Record<string, string>>, domains);
  const requests = [...domains].map(async ([name, domain]) => ({
    name,
    domain,
    rows: rows.get(name) ?? 0,
    like: like ? followed(domain, await observeLike(domain.contract, like), locale) : new Map(),
  }));
  return openTables(await Promise.all(requests), { seed, foreignKeys: keys, locale });
}

/** Makes each column follow what was measured of it. */
function followed(
  { columns, contract }: RowDomain,
  data: LikeData,
  locale: string,
): ReadonlyMap<string, Followed> {
  return new Map(
    columns.flatMap((column) => {
      const state = data.columns.get(column.name);
      if (state === undefined) return [];
      const { domain, name } = column;
      const own = domain && (drawOf(domain) ?? slowDraw(domain, contract.name, name, locale));
      return [[name, follow(column, state, data.masked.has(name), own ?? (() => null))] as const];
    }),
  );
}
