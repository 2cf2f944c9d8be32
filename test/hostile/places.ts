import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Stands in every file that nobody may read, and in a variable of the environment. */
export const canary = 'canary-7f3a91';

/** A folder with the dataset's folder and, beside it, one of secrets. */
export interface Places {
  readonly root: string;
  readonly inside: string;
  readonly outside: string;
}

export function makePlaces(): Places {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
  const [inside, outside] = [join(root, 'data'), join(root, 'outside')];
  for (const folder of [inside, outside]) mkdirSync(folder);
  writeFileSync(join(outside, 'secret.txt'), canary);
  writeFileSync(join(outside, 'secret.csv'), `name,x,secret\n${canary},1,${canary}\n`);
  writeFileSync(join(outside, 'secret.json'), JSON.stringify({ name: canary, secret: canary }));
  process.env.ASSAY_CANARY = canary;
  return { root, inside, outside };
}

/** All that lies in a folder: names, kinds, contents. A change of anything changes it. */
export function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const status = lstatSync(path);
    hash.update(JSON.stringify([path, status.mode, status.size]));
    if (status.isSymbolicLink()) hash.update(readlinkSync(path));
    if (status.isFile()) hash.update(readFileSync(path));
    if (status.isDirectory())
      for (const name of readdirSync(path).toSorted()) add(join(path, name));
  };
  add(folder);
  return hash.digest('hex');
}

/** Where DuckDB keeps what it installs, and where a path without a folder leads. */
export const elsewhere = (): readonly string[] =>
  [join(homedir(), '.duckdb'), process.cwd()].flatMap((folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  });
