/**
 * Why this version of Node can't run Assay, as a sentence; null where it can. Older ones lack what the language has had
 * since, and fail somewhere in the middle: whoever is an entry asks before it does anything else.
 */
export function unsupportedNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return null;
  return `Assay needs Node 22.12, 24 or newer, and this is Node ${version}: install a newer one, or add one to the project by npm i -D node@24, which npx and npm scripts then use.`;
}
