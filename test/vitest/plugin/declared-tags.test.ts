import { expect, test } from 'vitest';
import { tagsIn } from '../../../src/vitest/plugin/declared-tags.ts';

test('tags are found where a contract names them', () => {
  const source = `
    rows.count().atLeast(1).tagged('slow', "nightly"),
    column('x').mean().above(1)
      .tagged(\`deep\`)
      .because('tagged as usual'),
    column('y').mean().above(1).tagged(
      'multi-line',
    ),
    rows.count().atLeast(1).tagged(...tags, \`\${team}-owned\`),
  `;
  expect(tagsIn(source)).toEqual(['slow', 'nightly', 'deep', 'multi-line']);
});
