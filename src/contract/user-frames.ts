import { resolve } from 'node:path';
import { linesOf } from '../system/lines.ts';
import { beginsWith, pathOfUrl } from '../system/paths.ts';

/** One line of a stack, in V8's format, with the place that it names. */
export interface Frame {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The folders of this library's code: where it runs, and where its source maps point to. */
export function libraryFolders(here: string): readonly string[] {
  const running = `${resolve(here, '..')}/`;
  return [running, running.replace(/[\\/]dist([\\/]src[\\/])$/, '$1')];
}

const library = libraryFolders(import.meta.dirname);
const machinery =
  /[\\/]node_modules[\\/](?:\.pnpm[\\/][^\\/]+[\\/]node_modules[\\/])?(?:vitest|@vitest|vite|zod)[\\/]/;

function parseFrame(line: string): readonly Frame[] {
  const match = /^\s*at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*):(\d+):(\d+)\)?$/.exec(line);
  if (!match?.[1]) return [];
  const file = match[1].startsWith('file:') ? pathOfUrl(match[1]) : match[1];
  return [{ text: line, file, line: Number(match[2]), column: Number(match[3]) }];
}

/**
 * Returns the frames of a stack that belong to the user. Those of this library and of what runs or transforms the file
 * are left out.
 */
export function userFrames(stack: string): readonly Frame[] {
  return linesOf(stack)
    .flatMap(parseFrame)
    .filter(({ file }) => isOfUser(file));
}

/** True if a file, a path or a URL, is neither of this library nor of what runs or transforms the user's files. */
export function isOfUser(file: string): boolean {
  const path = file.startsWith('file:') ? pathOfUrl(file) : file;
  return !library.some((folder) => beginsWith(path, folder)) && !machinery.test(path);
}
