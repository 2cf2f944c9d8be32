import type { Report } from '../../../src/outcome/report.ts';
import type { Cell, Lived } from './run-way.ts';
import { type End, type Format, formats, type Way } from './way.ts';

/** What a run came to, as far as a way says what it has to. */
export interface Seen {
  readonly code: number | null;
  readonly cells: Readonly<Record<Format, Cell>>;
  /** Of the terminal and each report that was written: what it should say and does not. */
  readonly unsaid: Readonly<Record<string, readonly string[]>>;
}

export function seen({ end }: Way, { code, cells, output, texts, raw }: Lived): Seen {
  const written = [...texts].filter(([format]) => cells[format] !== 'stale');
  const notRun = titlesNotRun(cells.json === 'stale' ? undefined : raw.get('json'));
  const terminal = terminalSays(end);
  const missing = (text: string, all: readonly (string | null)[]): readonly string[] =>
    all.filter((one) => one !== null).filter((one) => !text.includes(one));
  const unsaid = [
    // Its lines are folded.
    ['terminal', missing(output.replaceAll(/\s+/g, ' '), [terminal])] as const,
    ...written.map(([format, text]) => [format, missing(text, [end.says, ...notRun])] as const),
  ];
  return { code, cells, unsaid: Object.fromEntries(unsaid.filter(([, some]) => some.length > 0)) };
}

export const expected = ({ end }: Way): Seen => ({
  code: exitCode(end),
  cells: Object.fromEntries(
    formats.map((format) => [format, cellOf(end, format)]),
  ) as Seen['cells'],
  unsaid: {},
});

/** What the terminal says; null where nothing more can be said. */
export const terminalSays = ({ says, terminal = says }: End): string | null => terminal;

export const exitCode = (end: End): number | null =>
  end.kind === 'asked' ? 0 : end.code === undefined ? 1 : end.code;

/** The exit code without a reporter of Assay's; undefined where nothing could be lost then. */
export function bareExitCode(end: End): number | null | undefined {
  if (end.kind === 'asked' || end.bare === undefined) return exitCode(end);
  return end.bare === null ? undefined : end.bare.code;
}

export function cellOf(end: End, format: Format): Cell {
  if (end.kind === 'asked') return end.isOther ? 'stale' : 'green';
  if (end.absent?.formats.includes(format)) return 'absent';
  return end.untouched?.formats.includes(format) ? 'stale' : 'red';
}

/** Every report names every expectation that did not run. */
function titlesNotRun(json: string | undefined): readonly string[] {
  if (json === undefined) return [];
  const { contracts } = JSON.parse(json) as Report;
  const outcomes = contracts.flatMap((one) => one.outcomes);
  return outcomes.filter(({ state }) => state === 'notRun').map(({ title }) => title);
}
