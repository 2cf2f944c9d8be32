import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Puts bytes where DVC 3 keeps them, and returns their MD5. */
export function putObject(folder: string, bytes: Uint8Array, ending = ''): string {
  const md5 = createHash('md5').update(bytes).digest('hex');
  const path = join(folder, 'files/md5', md5.slice(0, 2), `${md5.slice(2)}${ending}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return `${md5}${ending}`;
}

/** Writes the `.dvc` file of a path, as DVC 3 does. */
export function writeDvcFile(root: string, path: string, md5: string): void {
  const name = JSON.stringify(basename(path));
  writeFileSync(join(root, `${path}.dvc`), `outs:\n- md5: ${md5}\n  hash: md5\n  path: ${name}\n`);
}

/** Tracks every file of a folder by the rules of DVC 3, without the tool. */
export function trackAll(root: string): void {
  mkdirSync(join(root, '.dvc/cache'), { recursive: true });
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1);
    if (!entry.isFile() || /^(?:\.dvc|node_modules|\.git)\b|\.dvc$/.test(path)) continue;
    writeDvcFile(root, path, putObject(join(root, '.dvc/cache'), readFileSync(join(root, path))));
  }
}
