import { formats } from './text-formats.ts';
import type { TextLine } from './text-line.ts';

const mebibytesOfBlock = 25;

/** Peak memory over the number of rows as bars of text, a block for each 25 MiB; they are alike where memory is flat. */
export function memoryBars(lines: readonly TextLine[]): string {
  const sorted = lines.toSorted((a, b) => a.rows - b.rows);
  const groups = Object.entries(formats).flatMap(([name, { label }]) => {
    const bars = sorted.filter(({ format }) => format === name).map(bar);
    return bars.length === 0 ? [] : [`${label}\n${bars.join('\n')}`];
  });
  return ['```text', groups.join('\n\n'), '```'].join('\n');
}

function bar({ rows, figures }: TextLine): string {
  const memory = figures.cold?.memory ?? Number.NaN;
  const million = String(rows / 1e6).padStart(5);
  if (Number.isNaN(memory)) return `${million} million  not measured`;
  const blocks = '█'.repeat(Math.max(1, Math.round(memory / mebibytesOfBlock)));
  return `${million} million  ${blocks} ${memory.toFixed(0)} MiB`;
}
