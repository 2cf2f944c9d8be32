import { withArticle } from './kind-in-words.ts';
/** Returns the message of whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  try {
    return String(error);
  } catch {
    return 'an object without a text';
  }
}

/** Returns the class and the place of an unknown error. Its text is left out, since that may quote data. */
export function thrownAt(error: unknown): string {
  // Not its `name`, which code may write with a value in it; nor a line of its message that looks like a frame.
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '').replace(error.message, '') : '';
  const frame = /^\s*at .*$/m.exec(stack)?.[0].trim();
  return `${withArticle(kind)} was thrown ${frame ?? 'at an unknown place'}`;
}
