import { posix, win32 } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginsWith,
  namesHoldBackslashes,
  namesIn,
  pathFrom,
  pathOfUrl,
  pathWithin,
  separatorClass,
  slashed,
} from '../../src/system/paths.ts';

const forms = [
  ['POSIX', posix, '/home/ada/project'],
  ['Windows', win32, 'C:\\Users\\Ada Smith\\project'],
] as const;

/** Names that both systems have, some with what is special in globs, URLs or relative paths. */
const name = fc
  .string({ unit: fc.constantFrom(...'abZ0 .-_=%#[]{}é😀'), minLength: 1, maxLength: 8 })
  .filter((text) => !/^\.{1,2}$/.test(text) && !/[. ]$/.test(text));
const names = fc.array(name, { minLength: 1, maxLength: 5 });

describe.each(forms)('paths of %s', (_, form, root) => {
  test('below a folder have slashes, and are split into their names', () => {
    fc.assert(
      fc.property(names, (parts) => {
        const path = form.join(root, ...parts);
        expect(pathWithin(root, path, form)).toBe(parts.join('/'));
        expect(pathFrom(root, path, form)).toBe(parts.join('/'));
        expect(namesIn(form.join(...parts), form)).toEqual(parts);
        expect(beginsWith(path, root, form)).toBe(true);
      }),
    );
  });

  test('beside a folder are not within it, though their names begin alike', () => {
    fc.assert(
      fc.property(names, (parts) => {
        const beside = form.join(`${root}${parts.join('')}`, 'x.csv');
        expect(pathWithin(root, beside, form)).toBeNull();
        expect(beginsWith(beside, root, form)).toBe(false);
        expect(form.resolve(root, pathFrom(root, beside, form))).toBe(form.normalize(beside));
      }),
    );
  });

  test('that begin with two dots may be names', () => {
    expect(pathWithin(root, form.join(root, '..data', 'x.csv'), form)).toBe('..data/x.csv');
    expect(pathWithin(root, form.dirname(root), form)).toBeNull();
    expect(pathWithin(root, form.join(root, '..', 'x.csv'), form)).toBeNull();
    expect(pathWithin(root, root, form)).toBe('');
  });

  test('come back from their URLs', () => {
    fc.assert(
      fc.property(names, (parts) => {
        const path = form.join(root, ...parts);
        const { href } = pathToFileURL(path, { windows: form === win32 });
        expect(pathOfUrl(href, form)).toBe(path);
      }),
    );
  });

  test('are split by a pattern where they are split into names', () => {
    const pattern = new RegExp(`[${separatorClass(form)}]`);
    fc.assert(
      fc.property(names, (parts) => {
        const path = form.join(root, ...parts);
        expect(path.split(pattern)).toEqual(namesIn(path, form));
      }),
    );
  });
});

test('a backslash is a separator on Windows alone', () => {
  expect(slashed('a\\b', win32)).toBe('a/b');
  expect(slashed('a\\b', posix)).toBe('a\\b');
  expect([namesHoldBackslashes(win32), namesHoldBackslashes(posix)]).toEqual([false, true]);
  expect(namesIn('a\\b/c', win32)).toEqual(['a', 'b', 'c']);
  expect(namesIn('a\\b/c', posix)).toEqual(['a\\b', 'c']);
});

test('a path on another drive of Windows is within no folder', () => {
  expect(pathWithin('C:\\project', 'D:\\data\\x.csv', win32)).toBeNull();
  expect(pathFrom('C:\\project', 'D:\\data\\x.csv', win32)).toBe('D:/data/x.csv');
});

test('Windows spells one folder with either separator and either case of its drive', () => {
  expect(beginsWith('c:/project/x.csv', 'C:\\project', win32)).toBe(true);
  expect(beginsWith('C:\\project\\x.csv', 'c:/project/', win32)).toBe(true);
  expect(beginsWith('C:\\projects\\x.csv', 'C:\\project', win32)).toBe(false);
});

test('the root of a system is a folder like any other', () => {
  expect(beginsWith('/x.csv', '/', posix)).toBe(true);
  expect(beginsWith('C:\\x.csv', 'C:\\', win32)).toBe(true);
  expect(pathWithin('/', '/x.csv', posix)).toBe('x.csv');
});

test('a URL of another system names no path', () => {
  expect(() => pathOfUrl('file:///etc/hosts', win32)).toThrow(TypeError);
  expect(() => pathOfUrl('file://server/share/x', posix)).toThrow(TypeError);
  expect(pathOfUrl('file://server/share/x', win32)).toBe('\\\\server\\share\\x');
});
