import { expect, test } from 'vitest';
import { libraryFolders, userFrames } from '../../src/contract/user-frames.ts';

test('the package is known where it runs, and where its source maps lead', () => {
  expect(libraryFolders('/p/node_modules/assay/dist/src/contract')).toEqual([
    '/p/node_modules/assay/dist/src/',
    '/p/node_modules/assay/src/',
  ]);
  expect(new Set(libraryFolders('/home/assay/src/contract'))).toEqual(
    new Set(['/home/assay/src/']),
  );
});

test("frames of the library and of what runs the file are not the user's", () => {
  const stack = `Error: declared here
    at declare (${import.meta.dirname.replace(/test.contract$/, 'src')}/contract/expectation.ts:94:12)
    at Module.run (file:///p/node_modules/vite/dist/node/chunks/node.js:1:2)
    at contract (/p/c.contract.ts:3:16)`;
  expect(userFrames(stack).map(({ file, line }) => [file, line])).toEqual([
    ['/p/c.contract.ts', 3],
  ]);
});
