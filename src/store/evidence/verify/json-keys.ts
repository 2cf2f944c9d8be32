/** The tokens of JSON that decide where keys are. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(?<colon>\s*:)?|[{}[\]]/g;

/** The facts about the keys of a JSON text. */
export interface JsonKeys {
  /** A key that an object has twice; null if there is none. */
  readonly doubled: string | null;
  /** The depth to which objects and lists are nested. */
  readonly depth: number;
}

/** Looks through the keys of a text that is JSON, of which JSON.parse keeps the last of equal ones. */
export function jsonKeys(text: string): JsonKeys {
  const open: Set<string>[] = [];
  let doubled: string | null = null;
  let depth = 0;
  for (const { 0: token, groups } of text.matchAll(tokens)) {
    if (token === '{' || token === '[') {
      open.push(new Set());
      depth = Math.max(depth, open.length);
    } else if (token === '}' || token === ']') open.pop();
    else if (groups?.colon !== undefined) {
      const key: string = JSON.parse(token.slice(0, -groups.colon.length));
      if (open.at(-1)?.has(key)) doubled ??= key;
      open.at(-1)?.add(key);
    }
  }
  return { doubled, depth };
}
