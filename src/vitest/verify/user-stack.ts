import { isAbsolute, relative, sep } from 'node:path';
import { userFrames } from '../../contract/user-frames.ts';
import type { Location } from '../../outcome/outcome.ts';

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

/**
 * The user's places on a stack that were running then, the innermost first, with absolute paths: not those that only
 * awaited it, such as a module that imports the one that runs.
 */
export function runningPlaces(stack: string): readonly Location[] {
  const running = stack.split('\n').filter((line) => !/^\s*at async /.test(line));
  return userFrames(running.join('\n')).map(({ file, line, column }) => ({ file, line, column }));
}

/** A place with its path relative to `root` where it lies below it, with `/` on every system: fit for a report. */
export function placeBelow(root: string, place: Location | null): Location | null {
  if (!place) return null;
  const path = relative(root, place.file);
  if (path === '' || path.startsWith('..') || isAbsolute(path)) return place;
  return { ...place, file: path.split(sep).join('/') };
}
