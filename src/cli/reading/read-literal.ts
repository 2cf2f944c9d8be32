/**
 * Returns the value of an object as it is written in TypeScript, of texts, numbers, true, false, lists and objects; undefined for
 * anything else.
 */
export function readLiteral(code: string): unknown {
  const json = code.replaceAll(part, (whole, text: string | undefined, name: string | undefined) =>
    text !== undefined ? inJson(text) : name !== undefined ? `"${name}":` : whole,
  );
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A text in quotes, or the name of a property without any. */
const part = /('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|\b([A-Za-z_$][\w$]*):/g;

/** Returns a text in quotes as JSON has it. */
function inJson(text: string): string {
  if (text.startsWith('"')) return text;
  const inner = text
    .slice(1, -1)
    .replaceAll(/\\u[\da-fA-F]{4}|\\.|"/g, (found) =>
      found === '"' ? '\\"' : found === "\\'" ? "'" : found,
    );
  return `"${inner}"`;
}
