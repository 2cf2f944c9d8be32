import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from './compiler.ts';

// A kind of aggregate whose traits are not all stated must not compile, and the compiler must name what is missing.

const folder = resolve(import.meta.dirname, '../../src/metric');
const source = readFileSync(resolve(folder, 'aggregate.ts'), 'utf8')
  .replaceAll("from './", `from '${folder}/`)
  .replaceAll("from '../", `from '${resolve(folder, '..')}/`);

/** What the compiler says of the file with one text in the place of another. */
async function changed(from: string, to: string): Promise<string> {
  expect(source).toContain(from);
  const messages = await compile('', source.replace(from, to).split('\n'));
  return messages.join('\n').trim();
}

test('the table as it is compiles', async () => {
  expect(await changed('kind', 'kind')).toBe('');
});

test('a kind without a row is named', async () => {
  const union = "  | { readonly kind: 'unreadable' }\n";
  const more = `${union}  | { readonly kind: 'curvature' }\n`;
  expect(await changed(union, more)).toContain("Property 'curvature' is missing");
});

test.for([
  ['ways', "  descents: { ...part, ways: ['rowOrder'], ", '  descents: { ...part, '],
  ['blames', "ways: ['sorting'], blames: 'none',", "ways: ['sorting'],"],
  ['states', ", blames: 'compared', states: wholeOnly },", ", blames: 'compared' },"],
  ['number', "part = { ...counted, number: 'part' }", 'part = { ...counted }'],
  ['needs', ", needs: 'values' } as const", ' } as const'],
  ['showsValue', "counted = { showsValue: 'never', ", 'counted = { '],
  ['stableBy', "showsValue: 'always',\n    stableBy: 'comparing',", "showsValue: 'always',"],
] as const)('a row without %s is refused, and the trait is named', async ([name, from, to]) => {
  expect(await changed(from, to)).toContain(`Property '${name}' is missing`);
});
