import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Returns a folder of some name for what can be made again: digests that were taken, objects that were fetched. It lies
 * beside the caches of other tools, or among the system's temporary files in a project without packages.
 */
export function cacheFolder(root: string, name: string): string {
  const packages = join(root, 'node_modules');
  if (existsSync(packages)) return join(packages, '.cache', 'assay', name);
  const own = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(tmpdir(), `assay-${name}-${own}-${process.getuid?.() ?? 0}`);
}
