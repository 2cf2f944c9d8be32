import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentityKind } from '../../dataset/dataset.ts';
import { writeWhole } from '../../system/write-whole.ts';
import { type Fact, type Facts, looksPrivate } from './facts.ts';

/** The settings of the facts that outlive the run. */
export interface CacheSettings {
  readonly folder: string;
  /** The way in which a file is identified. */
  readonly identity: IdentityKind;
}

/** Facts in files, one for each piece of data. */
export interface FactCache extends Facts {
  /** The reasons why cached files were not used, a sentence each. */
  readonly notices: readonly string[];
  /** Writes new facts. If that fails, `notices` says so, and the next run measures them again. */
  flush(): Promise<void>;
}

/** The format of the files. Raise it with any change to the meaning of a fact. */
const format = 'assay-facts-1';

/** The greatest number of files in a cache. */
const mostFiles = 20_000;

interface Entry {
  readonly facts: Map<string, Fact>;
  isChanged: boolean;
}

/**
 * Opens a cache in a folder. A file is only used if it is whole (it contains a digest of itself) and names this format
 * and this piece. Otherwise it is ignored, reported, and written again.
 */
export function openCache(folder: string, below: Facts, most = mostFiles): FactCache {
  const entries = new Map<string, Entry>();
  const notices: string[] = [];
  const entry = (piece: string): Entry => {
    const known = entries.get(piece);
    if (known) return known;
    const { facts, notice } = readEntry(join(folder, fileOf(piece)), piece);
    if (notice !== null) notices.push(notice);
    const read = { facts, isChanged: false };
    entries.set(piece, read);
    return read;
  };
  return {
    notices,
    get: (piece, question) => {
      const fresh = below.get(piece, question);
      return fresh === undefined ? entry(piece).facts.get(question) : fresh;
    },
    put: (piece, question, fact, isPrivate) => {
      below.put(piece, question, fact, isPrivate);
      if (isPrivate || looksPrivate(fact)) return;
      const kept = entry(piece);
      kept.facts.set(question, fact);
      kept.isChanged = true;
    },
    forget: (piece) => {
      below.forget(piece);
      entries.delete(piece);
    },
    flush: async () => {
      const changed = [...entries].filter(([, { isChanged }]) => isChanged);
      if (changed.length === 0) return;
      try {
        await writeEntries(folder, changed);
        prune(folder, most);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
        notices.push(`The cache ${folder} can not be written${code}: the next run measures anew.`);
      }
    },
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const fileOf = (piece: string) => `${sha256(piece)}.json`;

function readEntry(
  path: string,
  piece: string,
): { readonly facts: Map<string, Fact>; readonly notice: string | null } {
  const nothing = new Map<string, Fact>();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { facts: nothing, notice: isAbsent ? null : ignored(path, 'it can not be read') };
  }
  const end = text.indexOf('\n');
  const [head, body] = [text.slice(0, Math.max(end, 0)), text.slice(end + 1)];
  if (head !== headOf(piece, body)) return { facts: nothing, notice: ignored(path, whyNot(head)) };
  return { facts: new Map(Object.entries(JSON.parse(body) as Record<string, Fact>)), notice: null };
}

const headOf = (piece: string, body: string) => `${format} ${sha256(piece)} ${sha256(body)}`;

const whyNot = (head: string) =>
  head.startsWith(`${format} `)
    ? 'it is damaged, or of other data'
    : 'it is of another version, or none of ours';

const ignored = (path: string, why: string) =>
  `The cached facts ${path} are ignored: ${why}. They are measured anew.`;

async function writeEntries(
  folder: string,
  changed: readonly (readonly [string, Entry])[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [piece, entry] of changed) {
    const body = JSON.stringify(Object.fromEntries(entry.facts));
    // Another run may read meanwhile: it finds the old file or the new one, whole.
    await writeWhole(join(folder, fileOf(piece)), `${headOf(piece, body)}\n${body}`, false);
    entry.isChanged = false;
  }
}

/**
 * Removes the older half of the files if there are too many. Those of pieces that have changed are never read again.
 */
function prune(folder: string, most: number): void {
  const files = readdirSync(folder).filter((name) => /^[\da-f]{64}\.json$/.test(name));
  if (files.length <= most) return;
  const aged = files.map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }));
  aged.sort((one, other) => one.time - other.time);
  for (const { name } of aged.slice(0, aged.length - most / 2)) {
    rmSync(join(folder, name), { force: true });
  }
}
