import type { Opened, Part, Parts } from '../../dataset/dataset.ts';
import { contentDigest } from '../../dataset/files/file-digests.ts';
import { pathOfExact } from '../../dataset/sql/quote.ts';
import type { Field } from '../../dataset/typing/described-fields.ts';

/** The files that two datasets share. */
export interface SharedFiles {
  /** The text after FROM that reads their rows. */
  readonly relation: string;
  readonly rows: number;
  /** True if neither dataset has another file. */
  readonly isAll: boolean;
}

/** The rows of files that two datasets share, and the rows of each that lie in other files, as texts after FROM. */
export interface SharedRows {
  readonly shared: SharedFiles | null;
  readonly before: string;
  readonly after: string;
}

/** A dataset that was opened, with its columns. */
export interface OpenedFields {
  readonly opened: Opened;
  readonly fields: readonly Field[];
}

/**
 * Finds the files that two datasets share: those with one path, or with the same bytes. Only files of which each row
 * means the same in both count: the columns are equal, and none comes from the name of a folder.
 */
export async function sharedRows(before: OpenedFields, after: OpenedFields): Promise<SharedRows> {
  const all = { shared: null, before: before.opened.relation, after: after.opened.relation };
  const [was, is] = [before.opened.parts, after.opened.parts];
  if (!was || !is || was.folderColumns.size + is.folderColumns.size > 0) return all;
  if (JSON.stringify(before.fields) !== JSON.stringify(after.fields)) return all;
  const pairs = await pairsOf(was, is);
  if (pairs.length === 0) return all;
  const [old, now] = [0, 1].map((at) => new Set(pairs.map((pair) => pair[at])));
  const restOf = (
    parts: Parts,
    known: ReadonlySet<Part | undefined> | undefined,
    whole: string,
  ) => {
    const rest = parts.list.filter((part) => !known?.has(part));
    return rest.length > 0 ? parts.relation(rest) : `(select * from ${whole} limit 0)`;
  };
  const shared = pairs.map(([part]) => part);
  return {
    shared: {
      relation: was.relation(shared),
      rows: shared.reduce((sum, { rows }) => sum + rows, 0),
      isAll: [was, is].every(({ list }) => list.length === pairs.length),
    },
    before: restOf(was, old, all.before),
    after: restOf(is, now, all.after),
  };
}

type Pair = readonly [before: Part, after: Part];

/** Pairs each file with one of the other dataset, each once: a dataset may hold the same bytes twice. */
async function pairsOf(was: Parts, is: Parts): Promise<readonly Pair[]> {
  const digests = new Map<Part, Promise<string>>();
  const digestOf = (part: Part) => {
    const known = digests.get(part) ?? contentDigest(pathOfExact(part.footer));
    digests.set(part, known);
    return known;
  };
  const free = new Set(is.list);
  const pairs: Pair[] = [];
  for (const part of was.list) {
    const found = await twinOf(part, [...free], digestOf);
    if (found === undefined) continue;
    free.delete(found);
    pairs.push([part, found]);
  }
  return pairs;
}

/** Returns the file that is the same as another one. Only files with as many bytes and rows are hashed. */
async function twinOf(
  part: Part,
  others: readonly Part[],
  digestOf: (part: Part) => Promise<string>,
): Promise<Part | undefined> {
  const same = others.find(({ footer }) => footer === part.footer);
  if (same !== undefined) return same;
  for (const other of others) {
    if (other.bytes !== part.bytes || other.rows !== part.rows) continue;
    if ((await digestOf(other)) === (await digestOf(part))) return other;
  }
  return undefined;
}
