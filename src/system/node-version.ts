/**
 * Returns a sentence that says why this version of Node can't run Assay; null if it can. An older version lacks
 * features of the language and would fail at some later point, so that each entry point checks it first.
 */
export function unsupportedNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return null;
  return `Assay needs Node 22.12, 24 or newer, and this is Node ${version}: install a newer one, or add one to the project by npm i -D node@24, which npx and npm scripts then use.`;
}
