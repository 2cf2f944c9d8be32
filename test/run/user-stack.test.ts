import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { placeBelow, userPlace, userStack } from '../../src/run/user-stack.ts';

const root = resolve(import.meta.dirname, '../..');
const library = resolve(root, 'src/contract/expectation.ts');

const stack = [
  'Error: declared here',
  `    at declare (${library}:20:3)`,
  `    at hold (${pathToFileURL(library)}:30:5)`,
  '    at within (/home/me/contracts/shared.ts:7:9)',
  '    at /home/me/contracts/a.contract.ts:4:12',
  '    at new Thing (/home/me/node_modules/vitest/dist/chunks/run.js:1:2)',
  '    at async Object.run (/home/me/node_modules/.pnpm/vitest@5.1.1/node_modules/vitest/dist/run.js:1:2)',
  '    at processTicksAndRejections (node:internal/process/task_queues:104:5)',
].join('\n');

test("the user's place is the innermost that is neither ours nor the runner's", () => {
  expect(userPlace(stack)).toEqual({ file: '/home/me/contracts/shared.ts', line: 7, column: 9 });
});

test('a stack without such a place has none', () => {
  expect(userPlace('Error: x\n    at node:internal/main:1:2')).toBeNull();
  expect(userPlace('')).toBeNull();
});

test("a package of the user's company is the user's", () => {
  const place = userPlace('Error\n    at /home/me/node_modules/@corp/contracts/index.js:3:4');
  expect(place?.file).toBe('/home/me/node_modules/@corp/contracts/index.js');
});

describe('the stack to show', () => {
  test('has the frames of the user', () => {
    expect(userStack(stack)).toBe(
      '    at within (/home/me/contracts/shared.ts:7:9)\n    at /home/me/contracts/a.contract.ts:4:12',
    );
  });

  test('ends before its caller', () => {
    const caller = 'Error\n    at /home/me/contracts/a.contract.ts:4:12';
    expect(userStack(stack, caller)).toBe('    at within (/home/me/contracts/shared.ts:7:9)');
    expect(userStack(caller, caller)).toBe('    at /home/me/contracts/a.contract.ts:4:12');
  });
});

test('a place below the root is told from there, any other as it is', () => {
  const place = { file: resolve(root, 'contracts/a.contract.ts'), line: 1, column: 2 };
  expect(placeBelow(root, place)).toEqual({ ...place, file: 'contracts/a.contract.ts' });
  expect(placeBelow(`${root}${sep}contracts${sep}deeper`, place)).toEqual(place);
  expect(placeBelow(root, null)).toBeNull();
});
