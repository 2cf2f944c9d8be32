import { visible } from '../../src/outcome/printable-text.ts';
import type { Report } from '../../src/outcome/report.ts';

const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page that says no more than what is wrong: where the one for people can't be rendered, or not yet. */
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
