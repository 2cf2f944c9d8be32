import { contractCount, fileCount } from './text-counts.ts';
import { memoryBars } from './text-drawing.ts';
import { formats } from './text-formats.ts';
import type { Figures, Name, Part, TextLine } from './text-line.ts';

/** The tables of the page, one for each part that was measured, with its heading. */
export function textTables(lines: readonly TextLine[]): string {
  const sections = Object.entries(tables).map(([part, table]) => {
    const own = lines.filter((line) => line.part === part);
    return own.length === 0 ? [] : [table(own)];
  });
  return sections.flat().join('\n\n');
}

const tables: Readonly<Record<Part, (lines: readonly TextLine[]) => string>> = {
  file: (lines) =>
    section(
      'One file',
      [
        'file',
        'Assay',
        'again, unchanged',
        'SELECT by hand',
        'pandera on polars',
        'of the SELECT',
        'of pandera',
        'in processor time, of the SELECT',
        'memory',
      ],
      lines.map((line) => {
        const { reach } = formats[line.format];
        return [
          fileOf(line),
          ...(['cold', 'unchanged', 'select', 'pandera'] as const).map((name) =>
            figure(line, name),
          ),
          ratio(line, 'cold', 'select', reach.select),
          line.figures.pandera ? ratio(line, 'cold', 'pandera', reach.pandera) : 'no reader',
          plainRatio(line, 'cold', 'select', 'processor'),
          memory(line.figures.cold, reach.memory),
        ];
      }),
    ),
  files: (lines) =>
    section(
      `${fileCount} files, of which none or one has changed`,
      [
        'files',
        'Assay',
        'again, unchanged',
        'one changed',
        'SELECT by hand',
        'unchanged, of cold',
        'one changed, of cold',
      ],
      lines.map((line) => [
        fileOf(line),
        ...(['cold', 'unchanged', 'changed', 'select'] as const).map((name) => figure(line, name)),
        plainRatio(line, 'unchanged', 'cold', 'seconds'),
        plainRatio(line, 'changed', 'cold', 'seconds'),
      ]),
    ),
  contracts: (lines) =>
    section(
      `${contractCount} contracts of 24 expectations over one file`,
      [
        'file',
        `${contractCount} contracts`,
        'again, unchanged',
        'one contract',
        `${contractCount} trivial test files`,
        'of one contract',
        'each more',
      ],
      lines.map((line) => [
        fileOf(line),
        ...(['cold', 'unchanged', 'one', 'bare'] as const).map((name) => figure(line, name)),
        plainRatio(line, 'cold', 'one', 'seconds'),
        more(line),
      ]),
    ),
  memory: (lines) => {
    const sizes = [...new Set(lines.map(({ rows }) => rows))].toSorted((a, b) => a - b);
    const names = [...new Set(lines.map(({ format }) => format))];
    const table = section(
      'Peak memory at one time, over the number of rows',
      ['format', ...sizes.map(count)],
      names.map((name) => [
        formats[name].label,
        ...sizes.map((rows) => {
          const line = lines.find((each) => each.format === name && each.rows === rows);
          return line ? memory(line.figures.cold, formats[name].reach.memory) : '';
        }),
      ]),
    );
    return `${table}\n\n${memoryBars(lines)}`;
  },
  options: (lines) =>
    section(
      'Options beside the plain case',
      ['options', 'plain', 'with options', 'of plain', 'in processor time', 'memory'],
      lines.map((line) => [
        `${formats[line.format].label}, ${count(line.rows)} rows: ${line.dialect ?? ''}`,
        figure(line, 'plain'),
        figure(line, 'cold'),
        plainRatio(line, 'cold', 'plain', 'seconds'),
        ratio(line, 'cold', 'plain', reachOfOptions, 'processor'),
        memory(line.figures.cold, formats[line.format].reach.memory),
      ]),
    ),
};

/** The most processor time that options may take, as a part of the plain case's. */
const reachOfOptions = 1.3;

function section(
  heading: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [heads, ['---', ...heads.slice(1).map(() => '--:')], ...rows];
  return [`## ${heading}`, '', ...lines.map((line) => `| ${line.join(' | ')} |`)].join('\n');
}

const fileOf = ({ format, rows, bytes }: TextLine) =>
  `${formats[format].label}, ${count(rows)} rows, ${Math.round(bytes / 1e6)} MB`;

/** A number of rows in words: `0.5 million`. */
export const count = (rows: number): string =>
  rows >= 100_000 ? `${rows / 1e6} million` : String(rows);

function figure({ figures }: TextLine, name: Name): string {
  const found = figures[name];
  return found ? `${found.seconds.toFixed(1)} s, ${found.memory.toFixed(0)} MiB` : '';
}

/** A ratio of times, bold where it is beyond what should be reached, which stands beside it. */
function ratio(
  line: TextLine,
  ours: Name,
  theirs: Name,
  reach: number | undefined,
  what: keyof Figures = 'seconds',
): string {
  const told = plainRatio(line, ours, theirs, what);
  return reach === undefined ? told : beside(told, Number(told) <= reach, String(reach));
}

function plainRatio({ figures }: TextLine, ours: Name, theirs: Name, what: keyof Figures): string {
  const value = (figures[ours]?.[what] ?? Number.NaN) / (figures[theirs]?.[what] ?? Number.NaN);
  return Number.isFinite(value) ? value.toFixed(2) : 'not measured';
}

function memory(found: Figures | undefined, reach: number | undefined): string {
  if (!found) return 'not measured';
  const told = `${found.memory.toFixed(0)} MiB`;
  return reach === undefined ? told : beside(told, found.memory <= reach, String(reach));
}

const beside = (told: string, isReached: boolean, reach: string) =>
  isReached ? `${told} (${reach})` : `**${told}** (${reach})`;

function more({ figures: { cold, one } }: TextLine): string {
  if (!cold || !one) return 'not measured';
  return `${(((cold.seconds - one.seconds) / (contractCount - 1)) * 1000).toFixed(0)} ms`;
}
