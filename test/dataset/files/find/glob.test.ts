import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { globOf } from '../../../../src/dataset/files/find/glob.ts';

describe('a glob is split into its folder and its pattern', () => {
  test.each([
    ['data/*.csv', '/p/data', '*.csv'],
    ['data/**/x-[ab].csv', '/p/data', '**/x-[ab].csv'],
    ['*.csv', '/p', '*.csv'],
    ['/data/*.csv', '/data', '*.csv'],
    ['/*.csv', '/', '*.csv'],
    ['/p/a/*.csv', '/p/a', '*.csv'],
    ['a\\b/*.csv', '/p/a\\b', '*.csv'],
  ])('on POSIX: %s', (path, folder, pattern) => {
    expect(globOf(path, '/p', posix)).toEqual({ folder, pattern });
  });

  test.each([
    ['data/*.csv', 'C:\\p\\data', '*.csv'],
    ['data\\**\\*.csv', 'C:\\p\\data', '**/*.csv'],
    ['*.csv', 'C:\\p', '*.csv'],
    ['D:\\data\\*.csv', 'D:/data', '*.csv'],
    ['D:/data/*.csv', 'D:/data', '*.csv'],
    ['D:\\*.csv', 'D:/', '*.csv'],
    ['C:\\p\\a\\*.csv', 'C:\\p\\a', '*.csv'],
    ['\\\\server\\share\\a\\*.csv', '//server/share/a', '*.csv'],
  ])('on Windows: %s', (path, folder, pattern) => {
    expect(globOf(path, 'C:\\p', win32)).toEqual({ folder, pattern });
  });

  test("the project's own path is no pattern", () => {
    expect(globOf('/p [1]/a/*.csv', '/p [1]', posix)).toEqual({
      folder: '/p [1]/a',
      pattern: '*.csv',
    });
    expect(globOf('C:\\p [1]\\a\\*.csv', 'c:\\p [1]', win32)).toEqual({
      folder: 'c:\\p [1]\\a',
      pattern: '*.csv',
    });
  });
});
