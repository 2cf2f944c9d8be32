import { type Frame, userFrames } from '../contract/user-frames.ts';
import type { Location } from '../outcome/outcome.ts';
import { linesOf } from '../system/lines.ts';
import { pathWithin } from '../system/paths.ts';

/**
 * Returns the user's frames of a stack as text to follow an error's message. Frames from the innermost place of
 * `caller` on are left out, unless there are no others.
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

/** Returns the user's innermost place in a stack, with an absolute path; null if there is none. */
export function userPlace(stack: string): Location | null {
  const [frame] = userFrames(stack);
  return frame ? placeOf(frame) : null;
}

/** Returns the place of a frame. */
export const placeOf = ({ file, line, column }: Frame): Location => ({ file, line, column });

/** Returns a place as a stack of one frame. */
export const frameText = ({ file, line, column }: Location): string =>
  `    at ${file}:${line}:${column}`;

/**
 * Returns the user's places on a stack that were running, the innermost first, with absolute paths. Places that only
 * awaited, such as a module that imports the running one, are left out.
 */
export function runningPlaces(stack: string): readonly Location[] {
  const running = linesOf(stack).filter((line) => !/^\s*at async /.test(line));
  return userFrames(running.join('\n')).map(placeOf);
}

/** Returns a place with its path relative to `root`, if it lies below it, with `/` on every system. */
export function placeBelow(root: string, place: Location | null): Location | null {
  if (!place) return null;
  const path = pathWithin(root, place.file);
  return path ? { ...place, file: path } : place;
}
