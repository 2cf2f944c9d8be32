import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageNames } from '../../../src/cli/docs/page-names.ts';

const namesOf = (...names: readonly string[]) =>
  pageNames(names.map((name, at) => ({ name, file: `contracts/${at}.contract.ts` })));

test('a plain name is the name of the page, and stays it beside others', () => {
  expect(namesOf('orders', 'daily-trips')).toEqual(['orders.html', 'daily-trips.html']);
  const [alone] = namesOf('Orders');
  expect(namesOf('orders', 'Orders', 'ORDERS')).toEqual([
    'orders.html',
    alone,
    expect.stringMatching(/^orders-[0-9a-f]{8}\.html$/),
  ]);
});

test('a name that files can not have is written in letters that they can', () => {
  expect(namesOf('../../etc/passwd', 'con', 'שלום', ' ', 'a'.repeat(3000))).toEqual([
    expect.stringMatching(/^etc-passwd-[0-9a-f]{8}\.html$/),
    expect.stringMatching(/^con-[0-9a-f]{8}\.html$/),
    expect.stringMatching(/^[0-9a-f]{8}\.html$/),
    expect.stringMatching(/^[0-9a-f]{8}\.html$/),
    expect.stringMatching(/^a{60}-[0-9a-f]{8}\.html$/),
  ]);
});

const name = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('orders', 'Orders', 'ORDERS', 'orders-', 'nul', 'İ', 'i̇'),
  fc.constant('Orders').map((one) => namesOf(one)[0]?.replace('.html', '') ?? ''),
);

test('no two pages have one file, in whatever case, and none leaves its folder', () => {
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const pages = namesOf(...names);
      expect(new Set(pages.map((page) => page.toUpperCase())).size).toBe(names.length);
      for (const page of pages) expect(page).toMatch(/^[a-z\d][a-z\d-]{0,80}\.html$/);
    }),
  );
});
