import type { ScaleRow } from './scale-measure.ts';

/** A Markdown table of these lines; a ratio beyond its reach is bold. */
export function scaleTable(rows: readonly ScaleRow[]): string {
  const lines = [
    ['work', 'Assay', 'beside', 'ratio', 'reach', 'memory at one time'],
    ['---', '--:', '---', '--:', '--:', '--:'],
    ...rows.map(cells),
  ];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells({
  work,
  figure,
  rival,
  ratio,
  memory,
  reach,
  reachMemory,
}: ScaleRow): readonly string[] {
  const told = number(ratio, 2);
  // A ratio that was not measured has reached nothing.
  const isMissed = reach !== undefined && !(ratio <= reach);
  return [
    work,
    figure,
    rival,
    isMissed ? `**${told || 'not measured'}**` : told,
    reach === undefined ? '' : String(reach),
    memoryCell(memory, reachMemory),
  ];
}

function memoryCell(memory: number, reach: number | undefined): string {
  const told = Number.isNaN(memory) ? '' : `${number(memory, 0)} MiB`;
  if (reach === undefined) return told;
  return memory <= reach ? `${told} (${reach})` : `**${told || 'not measured'}** (${reach})`;
}

const number = (value: number, digits: number) =>
  Number.isNaN(value) ? '' : value.toFixed(digits);
