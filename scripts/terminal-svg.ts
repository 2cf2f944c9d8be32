/** The look of a part of a line. */
interface Look {
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly color: string | null;
}

const plain: Look = { isBold: false, isDim: false, color: null };
const [cell, height, margin] = [8.4, 19, 16] as const;

/** The colours that terminals give to the codes that Assay and Vitest print. */
const colors: Readonly<Record<number, string>> = {
  31: '#e5534b',
  32: '#57ab5a',
  33: '#d4a72c',
  36: '#39c5cf',
  90: '#8b949e',
  46: '#39c5cf',
  42: '#57ab5a',
};

/** Draws what a terminal shows, with its colours, as an SVG text of 80 columns. */
export function terminalSvg(output: string): string {
  const lines = output.trim().split('\n');
  const size = [80 * cell + 2 * margin, lines.length * height + 2 * margin] as const;
  const drawn = lines.map((line, at) => drawLine(line, margin + (at + 0.75) * height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(' ')}" width="${size[0]}" height="${size[1]}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d1d7e0">
<rect width="100%" height="100%" rx="8" fill="#151b23"/>
${drawn.filter((line) => line !== '').join('\n')}
</svg>
`;
}

function drawLine(line: string, y: number): string {
  let look = plain;
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are steered by them
  const parts = line.split(/\u001b\[([\d;]*)m/);
  return parts
    .map((part, at) => {
      if (at % 2 === 1) {
        look = part.split(';').map(Number).reduce(applied, look);
        return '';
      }
      const length = [...part].length;
      const x = margin + column * cell;
      column += length;
      return part.trim() === '' ? '' : drawPart(part, x, y, length, look);
    })
    .join('');
}

function drawPart(part: string, x: number, y: number, length: number, look: Look): string {
  const style = [
    ...(look.color === null ? [] : [`fill="${look.color}"`]),
    ...(look.isBold ? ['font-weight="bold"'] : []),
    ...(look.isDim ? ['opacity="0.6"'] : []),
  ];
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${(length * cell).toFixed(1)}"`;
  return `<text ${[place, ...style].join(' ')} xml:space="preserve">${escaped(part)}</text>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function applied(look: Look, code: number): Look {
  const color = colors[code];
  if (color !== undefined) return { ...look, color };
  switch (code) {
    case 0:
      return plain;
    case 1:
      return { ...look, isBold: true };
    case 2:
      return { ...look, isDim: true };
    case 22:
      return { ...look, isBold: false, isDim: false };
    case 39:
    case 49:
      return { ...look, color: null };
    default:
      return look;
  }
}
