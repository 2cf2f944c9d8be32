import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, rm, stat, truncate } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { withParquet } from '../parquet/pages/parquet-footer.ts';
import {
  integerIn,
  integerOf,
  readTree,
  type ThriftField,
  type ThriftItems,
  type ThriftNode,
  writeTree,
} from '../parquet/pages/thrift-tree.ts';
import type { Scratch } from './write-scratch.ts';

/** The numbers of the fields of a footer, and of the structs in it, in the format of Parquet. */
const inFooter = { schema: 2, rows: 3, groups: 4, orders: 7 } as const;
const inElement = { children: 5 } as const;
const inGroup = { columns: 1, bytes: 2, rows: 3, offset: 5, packed: 6 } as const;
const inChunk = { offset: 2, about: 3, offsets: 4, extremes: 6 } as const;
const inAbout = { data: 9, index: 10, dictionary: 11, bloom: 14 } as const;

/** The bytes that a Parquet file begins and ends with. */
const magic = Buffer.from('PAR1');

/**
 * Puts the columns of scratch files side by side into the first of them, and removes the others. All were written from the same
 * rows, in the same row groups; throws if they were not. So a table of thousands of columns is written some of them at a time, for
 * the engine holds 2,048 rows of each column that it reads at once.
 */
export async function joinColumns([first, ...others]: readonly Scratch[]): Promise<Scratch> {
  if (first === undefined) throw new TypeError('no columns to join');
  if (others.length === 0) return first;
  let joined = await takeFooter(first.path, 0);
  for (const { path } of others) {
    const { size } = await stat(first.path);
    const own = await takeFooter(path, size - magic.length);
    const pages = createReadStream(path, { start: magic.length });
    await pipeline(pages, createWriteStream(first.path, { flags: 'a' }));
    await rm(path, { force: true });
    joined = sideBySide(joined, own);
  }
  const footer = writeTree(joined);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  await appendFile(first.path, Buffer.concat([footer, length, magic]));
  return first;
}

type Fields = readonly ThriftField[];

/** Cuts the footer off a file, and returns it for pages that lie `shift` bytes further on. */
async function takeFooter(path: string, shift: number): Promise<Fields> {
  const { end, footer } = await withParquet(path, async (open) => ({
    end: open.end,
    footer: readTree(open.footer),
  }));
  await truncate(path, end);
  return changed(footer, {
    [inFooter.groups]: eachOf((group) =>
      changed(fieldsOf(group), {
        // As bytes they take a tenth of the memory.
        [inGroup.columns]: eachOf((chunk) => writeTree(moved(fieldsOf(chunk), shift))),
        [inGroup.offset]: plus(shift),
      }),
    ),
  });
}

function moved(chunk: Fields, shift: number): Fields {
  const move = plus(shift);
  const about = (node: ThriftNode) =>
    changed(fieldsOf(node), {
      [inAbout.data]: move,
      [inAbout.index]: move,
      [inAbout.dictionary]: move,
      [inAbout.bloom]: move,
    });
  return changed(chunk, {
    // Many writers leave it at zero.
    [inChunk.offset]: (node) => (integerIn(bytesOf(node)) === 0 ? node : move(node)),
    [inChunk.about]: about,
    [inChunk.offsets]: move,
    [inChunk.extremes]: move,
  });
}

function sideBySide(footer: Fields, other: Fields): Fields {
  const groups = itemsIn(other, inFooter.groups).map(fieldsOf);
  if (
    itemsIn(footer, inFooter.groups).length !== groups.length ||
    integerOfField(footer, inFooter.rows) !== integerOfField(other, inFooter.rows)
  )
    throw new TypeError('the files are not of the same rows');
  const [root = [], ...elements] = itemsIn(other, inFooter.schema);
  return changed(footer, {
    [inFooter.schema]: (node) => joinedSchema(listOf(node), fieldsOf(root), elements),
    [inFooter.groups]: (node) => {
      const { kind, items } = listOf(node);
      return {
        kind,
        items: items.map((group, at) => joinedGroup(fieldsOf(group), groups[at] ?? [])),
      };
    },
    [inFooter.orders]: (node) => withMore(node, itemsIn(other, inFooter.orders)),
  });
}

/** The first element of a schema is its root, and says how many columns there are. */
function joinedSchema(
  { kind, items: [root = [], ...own] }: ThriftItems,
  other: Fields,
  more: readonly ThriftNode[],
) {
  const both = plus(integerOfField(other, inElement.children));
  return {
    kind,
    items: [changed(fieldsOf(root), { [inElement.children]: both }), ...own, ...more],
  };
}

function joinedGroup(group: Fields, other: Fields): Fields {
  if (integerOfField(group, inGroup.rows) !== integerOfField(other, inGroup.rows))
    throw new TypeError('the row groups are not of the same rows');
  return changed(group, {
    [inGroup.columns]: (node) => withMore(node, itemsIn(other, inGroup.columns)),
    [inGroup.bytes]: plus(integerOfField(other, inGroup.bytes)),
    [inGroup.packed]: plus(integerOfField(other, inGroup.packed)),
  });
}

type Change = (node: ThriftNode) => ThriftNode;

/** Returns fields with some of them changed, by their numbers. */
const changed = (fields: Fields, changes: Readonly<Record<number, Change>>): Fields =>
  fields.map((field) => {
    const change = changes[field.id];
    return change === undefined ? field : { ...field, node: change(field.node) };
  });

const eachOf =
  (change: Change): Change =>
  (node) => {
    const { kind, items } = listOf(node);
    return { kind, items: items.map(change) };
  };

const plus =
  (more: number): Change =>
  (node) =>
    integerOf(integerIn(bytesOf(node)) + more);

const withMore = (node: ThriftNode, more: readonly ThriftNode[]): ThriftItems => {
  const { kind, items } = listOf(node);
  return { kind, items: [...items, ...more] };
};

const nodeIn = (fields: Fields, id: number): ThriftNode | undefined =>
  fields.find((field) => field.id === id)?.node;

function itemsIn(fields: Fields, id: number): readonly ThriftNode[] {
  const node = nodeIn(fields, id);
  return node === undefined ? [] : listOf(node).items;
}

function integerOfField(fields: Fields, id: number): number {
  const node = nodeIn(fields, id);
  return node === undefined ? 0 : integerIn(bytesOf(node));
}

function listOf(node: ThriftNode): ThriftItems {
  if ('items' in node) return node;
  throw new TypeError('a footer without the lists of its format');
}

function bytesOf(node: ThriftNode): Uint8Array {
  if (node instanceof Uint8Array) return node;
  throw new TypeError('a footer without the numbers of its format');
}

function fieldsOf(node: ThriftNode): Fields {
  if (!(node instanceof Uint8Array) && !('items' in node)) return node;
  throw new TypeError('a footer without the structs of its format');
}
