import { expect, test } from 'vitest';
import { publishProblem } from '../../scripts/publish-problem.ts';

test('nothing is published without an address to report holes to', () => {
  const none = [
    {},
    { repository: '' },
    { repository: { type: 'git' } },
    { repository: { url: ' ' } },
  ];
  for (const manifest of none)
    expect(publishProblem(manifest)).toMatch(/^package\.json names no repository: .*SECURITY\.md/);
});

test('an address in either form will do', () => {
  expect(publishProblem({ repository: 'github:some/where' })).toBeNull();
  expect(
    publishProblem({ repository: { type: 'git', url: 'git+https://host/some/where' } }),
  ).toBeNull();
});
