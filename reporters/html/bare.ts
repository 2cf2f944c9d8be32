import { visible } from '../../src/outcome/printable-text.ts';
import type { Report } from '../../src/outcome/report.ts';

const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Returns a page that only says what is wrong, for when the full page can't be rendered yet or at all. */
export const barePage = ({ problems }: Report): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Data contracts: failed</title>
</head>
<body>
<main>
<h1>Data contracts</h1>
<p class="verdict failed">Failed</p>
${problems.map(({ message }) => `<p>${escaped(message)}</p>`).join('\n')}
</main>
</body>
</html>
`;
