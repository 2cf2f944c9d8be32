import { expect, test } from 'vitest';
import { contractSource } from '../../../src/run/fields/contract-source.ts';
import { fieldIn } from '../../../src/run/fields/field-in.ts';

/** Returns the text of the line at which a field stands, from the field on; null if it is not found. */
function found(text: string, field = 'sku', file = 'orders.contract.ts'): string | null {
  const source = contractSource(file, text, { offset: text.indexOf('contract('), name: 'orders' });
  const at = source === null ? null : fieldIn(source, field);
  return at === null ? null : (text.slice(at).split('\n')[0] ?? null);
}

const declared = (schema: string, before = '') =>
  `${before}\nexport const orders = contract('orders', { schema: ${schema} }, () => []);`;

test.each([
  ['an object', 'z.object({\n  id: z.int(),\n  sku: z.string(), // here\n})'],
  ['a strict one', 'z.strictObject({\n  sku: z.string(), // here\n})'],
  ['a quoted name', "z.object({\n  'sku': z.string(), // here\n})"],
  ['an extension', 'z.object({ sku: z.int() }).extend({\n  sku: z.string(), // here\n})'],
  [
    'a field before a method',
    "z.object({\n  sku: z.string(), // here\n}).refine((row) => row.sku !== '')",
  ],
  ['a field that another has within', 'z.object({\n  sku: z.object({ sku: z.int() }), // here\n})'],
  ['a union', 'z.union([z.object({ id: z.int() }), z.object({\n  sku: z.string(), // here\n})])'],
  ['an intersection', 'z.object({ id: z.int() }).and(z.object({\n  sku: z.string(), // here\n}))'],
  ['a lazy one', 'z.lazy(() => z.object({\n  sku: z.string(), // here\n}))'],
  ['a mask of the same name', 'z.object({\n  sku: z.string(), // here\n}).partial({ sku: true })'],
  ['meta data of the same name', 'z.object({\n  sku: z.string(), // here\n}).meta({ sku: 1 })'],
  ['a type assertion', 'z.object({\n  sku: z.string(), // here\n} as const)'],
])('a field of %s is found', (_, schema) => {
  expect(found(declared(schema))).toMatch(/^'?sku'?: z\..* \/\/ here$/);
});

test.each([
  ['a variable', 'const shape = {\n  sku: z.string(), // here\n};', 'z.object(shape)'],
  ['an exported one', 'export const row = z.object({\n  sku: z.string(), // here\n});', 'row'],
  [
    'a spread',
    'const base = {\n  sku: z.string(), // here\n};',
    'z.object({ ...base, id: z.int() })',
  ],
  [
    'a spread shape',
    'const base = z.object({\n  sku: z.string(), // here\n});',
    'z.object({ ...base.shape })',
  ],
  [
    'an extended variable',
    'const base = z.object({\n  sku: z.string(), // here\n});',
    'base.extend({ id: z.int() })',
  ],
])('a field of %s is found', (_, before, schema) => {
  expect(found(declared(schema, before))).toMatch(/^sku: .* \/\/ here$/);
});

test.each([
  ['an imported schema', declared('row', "import { row } from './row.ts';")],
  ['another name', declared('z.object({ id: z.int() })')],
  ['a computed name', declared('z.object({ [sku]: z.string() })')],
  ['a schema that is declared by itself', declared('row', 'const row = row.extend({});')],
  ['fields that are removed are not there', declared('z.object({ id: z.int() }).meta({ sku: 1 })')],
  ['text that does not parse', 'contract(orders'],
  ['no contract', 'export const orders = 1;'],
  ['a schema in a variable of another call', "contract('orders', terms, () => []);"],
])('%s: not found', (_, text) => {
  expect(found(text)).toBeNull();
});

test('two contracts of one file have their own fields', () => {
  const text = [
    "const a = contract('a', { schema: z.object({ sku: z.int() }) }, () => []);",
    "const b = contract('b', { schema: z.object({ sku: z.string() }) }, () => []);",
  ].join('\n');
  const at = (offset: number, name: string) => {
    const source = contractSource('x.ts', text, { offset, name });
    return source && fieldIn(source, 'sku');
  };
  expect(at(text.indexOf('contract('), 'a')).toBe(text.indexOf('sku'));
  expect(at(text.lastIndexOf('contract('), 'b')).toBe(text.lastIndexOf('sku'));
  // Where the place is not that of a call, the name decides.
  expect(at(0, 'b')).toBe(text.lastIndexOf('sku'));
});

test('JavaScript and TSX are read as what they are', () => {
  const text = declared('z.object({ sku: z.string() })');
  expect(found(text, 'sku', 'orders.contract.mjs')).toContain('sku:');
  expect(found(text, 'sku', 'orders.contract.tsx')).toContain('sku:');
});
