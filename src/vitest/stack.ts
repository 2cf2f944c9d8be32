import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Location } from '../outcome/outcome.ts';

/** One line of a stack, as V8 writes it, with the place that it names. */
interface Frame {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const library = resolve(import.meta.dirname, '..') + sep;
const machinery =
  /[\\/]node_modules[\\/](?:\.pnpm[\\/][^\\/]+[\\/]node_modules[\\/])?(?:vitest|@vitest|vite|zod)[\\/]/;

function parseFrame(line: string): readonly Frame[] {
  const match = /^\s*at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*):(\d+):(\d+)\)?$/.exec(line);
  if (!match?.[1]) return [];
  const file = match[1].startsWith('file:') ? fileURLToPath(match[1]) : match[1];
  return [{ text: line, file, line: Number(match[2]), column: Number(match[3]) }];
}

/** The frames of a stack that belong to the user: not this library's, nor those of what runs and transforms the file. */
function userFrames(stack: string): readonly Frame[] {
  return stack
    .split('\n')
    .flatMap(parseFrame)
    .filter(({ file }) => !file.startsWith(library) && !machinery.test(file));
}

/**
 * A stack's user frames, as text to put below an error's message; those from `caller`'s innermost place on are left
 * out, unless nothing else is there.
 */
export function userStack(stack: string, caller?: string): string {
  const frames = userFrames(stack);
  const [outer] = caller === undefined ? [] : userFrames(caller);
  const end = frames.findIndex(
    ({ file, line, column }) =>
      file === outer?.file && line === outer.line && column === outer.column,
  );
  return (end > 0 ? frames.slice(0, end) : frames).map(({ text }) => text).join('\n');
}

/** The user's innermost place in a stack, with an absolute path; null where there is none. */
export function userPlace(stack: string): Location | null {
  const [frame] = userFrames(stack);
  return frame ? { file: frame.file, line: frame.line, column: frame.column } : null;
}

/** A place with its path relative to `root` where it lies below it, with `/` on every system: fit for a report. */
export function placeBelow(root: string, place: Location | null): Location | null {
  if (!place) return null;
  const path = relative(root, place.file);
  if (path === '' || path.startsWith('..') || isAbsolute(path)) return place;
  return { ...place, file: path.split(sep).join('/') };
}
