import { visible } from '../../src/outcome/printable-text.ts';

/** The longest text that a cell shows. Nobody reads a table of longer ones. */
const longest = 300;

/**
 * A text of the data or the contract as Markdown that shows it as it is: a code span. Inside of one nothing is markup:
 * no HTML, no link, no mention, no reference to an issue. So no other text of theirs stands in a report.
 */
export function code(text: string): string {
  const shown = cut(text);
  if (shown === '') return "`''`";
  const fence = '`'.repeat(longestRun(shown, '`') + 1);
  // A space at each end is taken off again, so that a span may begin or end with a backtick or a space.
  const room = /^[` ]|[` ]$/.test(shown) && shown.trim() !== '' ? ' ' : '';
  return `${fence}${room}${shown}${room}${fence}`;
}

/** Returns a code span within a table, where a pipe needs a backslash, which a backslash before it would undo. */
export const codeInCell = (text: string): string =>
  cut(text)
    .split(/(?<=\\)\|/)
    .map((part, at) => (part === '' && at > 0 ? '' : code(part).replaceAll('|', '\\|')))
    .join('&#124;');

/**
 * Returns a text as code of HTML, for the line that a fold shows: there nothing is Markdown. What could be a tag, a mention or a
 * reference to an issue is written as a reference to its characters.
 */
export const codeInHtml = (text: string): string =>
  `<code>${cut(text).replaceAll(/[&<>@#]/g, (one) => `&#${one.codePointAt(0)};`)}</code>`;

/** Returns an address as a link that shows it, if it is one of the web; else as a code span. */
export function linked(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || address.length > longest)
    return code(address);
  // What a destination in angle brackets may not hold, and what would end a cell.
  const href = url.href.replaceAll(
    /[<>\\|`()[\]]/g,
    (one) => `%${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  );
  return `[${code(address)}](<${href}>)`;
}

/** Lines as a fenced block, whatever stands in them. */
export function fenced(lines: readonly string[], language: 'sql' | 'text' | 'ts'): string {
  const shown = lines.map(visible);
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n'), '`') + 1));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

/** Nothing is escaped that is then cut off: a text may be of any length. */
function cut(whole: string): string {
  const text = visible(whole.slice(0, longest + 1));
  return text.length <= longest ? text : `${[...text].slice(0, longest - 1).join('')}…`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const one of text) {
    run = one === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
