import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isReplaceable, removeFile } from '../../src/system/replaceable.ts';
import { writeWhole } from '../../src/system/write-whole.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-replaceable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

test('a file is removed, and so is a link, without what it links to', () => {
  writeFileSync(at('file'), '');
  symlinkSync(at('file'), at('link'));
  symlinkSync(at('nothing'), at('broken'));
  for (const name of ['link', 'broken', 'missing', 'missing/too']) removeFile(at(name));
  expect(existsSync(at('file'))).toBe(true);
  removeFile(at('file'));
  expect(existsSync(at('file'))).toBe(false);
});

describe.skipIf(process.platform === 'win32')('what is no file stays', () => {
  mkdirSync(at('folder'));
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync('/dev/null', at('to-device'));
  test.each([at('folder'), at('pipe'), at('to-device'), '/dev/null', '/dev/stdout'])(
    '%s',
    async (path) => {
      expect(isReplaceable(path)).toBe(false);
      // Not tried on devices: if the check were missing, the test would break the machine.
      const refused = /^it is a folder, a device or a pipe/;
      if (!path.startsWith('/dev/')) {
        expect(() => removeFile(path)).toThrow(refused);
        await expect(writeWhole(path, 'x')).rejects.toThrow(refused);
      }
      expect(existsSync(path)).toBe(true);
    },
  );
});
