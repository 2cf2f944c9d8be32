/** Why a package can't be published yet, as a sentence; null where it can. */
export function publishProblem(manifest: unknown): string | null {
  const repository = fieldOf(manifest, 'repository');
  const url = typeof repository === 'string' ? repository : fieldOf(repository, 'url');
  if (typeof url === 'string' && url.trim() !== '') return null;
  return 'package.json names no repository: holes are reported there (SECURITY.md), and provenance points to it. Write its address: "repository": { "type": "git", "url": "git+https://…" }.';
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
