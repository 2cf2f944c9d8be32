import { readBytes } from '../files/bytes/file-bytes.ts';
import { locateProblems, type RowProblem } from '../files/record-location.ts';
import { findJsonLines, type JsonRange } from './json-load.ts';

/** The message of a line that is no JSON, unless the line shows why. */
export const noJson = 'the line is not valid JSON';

/** Converts problems of records into problems of lines, with why a line is no JSON where its ends show it. */
export async function locateJson<Problem extends RowProblem>(
  ranges: readonly JsonRange[],
  problems: readonly Problem[],
) {
  const located = await locateProblems(ranges, problems, findJsonLines);
  const ends = new Map<string, ReadonlyMap<number, LineEnds>>();
  for (const range of ranges) {
    const lines = located.flatMap(({ file, line, message }) =>
      file === range.file.shown && message === noJson && line !== null ? [line] : [],
    );
    if (lines.length > 0) ends.set(range.file.shown, await endsOfLines(range, new Set(lines)));
  }
  return located.map((problem) => {
    const { file, line, message } = problem;
    const why = message === noJson && reasonOf(ends.get(file)?.get(line ?? 0));
    return why ? { ...problem, message: `${noJson}: ${why}` } : problem;
  });
}

/** The characters with which a line begins and ends, white space at its end aside, as Latin-1. */
interface LineEnds {
  readonly start: string;
  readonly end: string;
}

const mark = Buffer.from('\ufeff').toString('latin1');
const asArray = "name it .json, or read it with { format: 'array' }";

function reasonOf(ends: LineEnds | undefined): string | null {
  if (ends === undefined) return null;
  const { start, end } = ends;
  if (start === mark) return 'it begins with a byte order mark; save the file without it';
  if (/^\[/.test(start))
    return `it begins with a bracket, as an array of records does; if the file is one array, ${asArray}`;
  if (/[}\]]\s*,$/.test(end))
    return 'it ends in a comma, as a record in an array does; remove the commas behind the records';
  return null;
}

const LF = 0x0a;
const shown = 16;

/** Reads how lines begin and end; the file is read up to the last of them. */
async function endsOfLines(
  { file, compression }: JsonRange,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, LineEnds>> {
  const found = new Map<number, LineEnds>();
  const last = Math.max(...wanted);
  let line = 1;
  for await (const chunk of readBytes(file, compression, 'utf-8')) {
    for (let at = 0; at < chunk.length && line <= last; at++) {
      const next = chunk.indexOf(LF, at);
      const end = next < 0 ? chunk.length : next;
      if (wanted.has(line)) {
        const piece = Buffer.from(chunk.subarray(at, end)).toString('latin1');
        const { start = '', end: before = '' } = found.get(line) ?? {};
        found.set(line, {
          start: `${start}${piece}`.slice(0, mark.length),
          end: `${before}${piece}`.trimEnd().slice(-shown),
        });
      }
      if (next >= 0) line++;
      at = end;
    }
    if (line > last) break;
  }
  return found;
}
