import { createHash } from 'node:crypto';
import { z } from 'zod';
import { keyOf } from '../metric/metric.ts';

/** The first words of a baseline file, by which it is recognised. */
export const baselineFormat = 'assay-baseline';
/** The version of the format, and of the rules by which a distribution is reduced to what is kept of it. */
export const baselineVersion = 1;

const count = z.int().min(0);
/** A number that JSON has, or text: a longer integer, a decimal, an instant or an infinity. */
const numeral = z.union([z.number(), z.string()]);

const entrySchema = z.strictObject({
  metric: z.string(),
  columns: z.record(z.string(), z.string()),
  of: numeral,
  value: numeral.optional(),
  nulls: count.optional(),
  nans: count.optional(),
  cells: z.array(z.tuple([numeral, numeral, count])).optional(),
  categories: z.array(z.tuple([z.union([z.string(), z.boolean()]), count])).optional(),
  others: z.strictObject({ rows: count, values: count.nullable() }).optional(),
});

/** The record of one observable, as JSON has it. */
export type BaselineEntry = z.infer<typeof entrySchema>;

/** The observable of a contract and a dataset that an entry records. */
export interface EntryPlace {
  readonly contract: string;
  readonly dataset: string;
  readonly id: string;
}

/** Returns an entry with the digest by which a later change of it is found. */
export const sealed = (entry: BaselineEntry, place: EntryPlace): object => ({
  ...entry,
  digest: digestOf(entry, place),
});

/** Returns the entry of a sealed one; null if it was changed after it was recorded, or belongs to another place. */
export function unsealed(found: unknown, place: EntryPlace): BaselineEntry | null {
  if (typeof found !== 'object' || found === null || !('digest' in found)) return null;
  const { digest, ...rest } = found;
  const parsed = entrySchema.safeParse(rest);
  return parsed.success && digestOf(parsed.data, place) === digest ? parsed.data : null;
}

/** An entry's digest depends on its place as well, so that an entry can't be moved to another dataset. */
const digestOf = (entry: BaselineEntry, { contract, dataset, id }: EntryPlace): string =>
  createHash('sha256')
    .update(keyOf([baselineVersion, contract, dataset, id, entry]))
    .digest('hex')
    .slice(0, 16);
