import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refuseForeign, writeCatalogue } from '../../../src/cli/docs/out-folder.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'assay-out-'));

test('a catalogue takes the place of the one before, with the pages that are gone', async () => {
  const out = join(folder(), 'new', 'site');
  refuseForeign(out);
  await writeCatalogue(out, [
    ['index.html', 'one'],
    ['contracts/a.html', 'a'],
  ]);
  refuseForeign(out);
  writeFileSync(join(out, 'CNAME'), 'data.example.org');
  await writeCatalogue(out, [
    ['index.html', 'two'],
    ['contracts/b.html', 'b'],
  ]);
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('two');
  expect(readdirSync(join(out, 'contracts'))).toEqual(['b.html']);
  expect(existsSync(join(out, 'CNAME'))).toBe(true);
});

test('a folder of other files is refused, and so is a file', () => {
  const out = folder();
  refuseForeign(out);
  writeFileSync(join(out, 'thesis.html'), 'mine');
  expect(() => refuseForeign(out)).toThrow(
    /has files and no assay-docs\.json.*name an empty folder/,
  );
  expect(() => refuseForeign(join(out, 'thesis.html'))).toThrow(/is a file: name a folder/);
});

test.each([
  '',
  'null',
  '{}',
  '{"format":"assay-docs","files":["../../thesis.html"]}',
  '{"format":"assay-docs","files":["contracts/../thesis.html"]}',
  '{"format":"assay-docs","files":["/etc/passwd"]}',
])('a list that this command did not write deletes nothing: %s', async (text) => {
  const out = folder();
  mkdirSync(join(out, 'contracts'));
  writeFileSync(join(out, 'assay-docs.json'), text);
  expect(() => refuseForeign(out)).toThrow(/is not the list of files/);
  await expect(writeCatalogue(out, [['index.html', '']])).rejects.toThrow(/is not the list/);
  expect(existsSync(join(out, 'index.html'))).toBe(false);
});
