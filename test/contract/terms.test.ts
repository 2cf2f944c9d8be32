import { expect, test } from 'vitest';
import { contract } from '../../src/contract/contract.ts';
import { descriptiveTerms, printedTerms } from '../../src/contract/terms.ts';
import { z } from '../../src/index.ts';
import { termsOf } from '../../src/outcome/declared-terms.ts';

const schema = z.object({ id: z.int() });

const said = {
  owner: 'ops',
  description: 'All departures',
  version: '1.2.0',
  classification: { level: 'restricted', kinds: ['phi'] },
  links: { runbook: 'https://example.com/runbook' },
} as const;

test('every term of a contract reaches the report as one plain value', () => {
  const terms = termsOf(contract('flights', { schema, ...said }));
  expect(terms).toEqual({ ...said, classification: expect.stringContaining('restricted') });
  expect(JSON.parse(JSON.stringify(terms))).toEqual(terms);
  expect(Object.keys(terms)).toEqual(Object.keys(descriptiveTerms));
});

test('a term that is not said is null, and links are none', () => {
  expect(termsOf(contract('flights', { schema }))).toEqual({
    owner: null,
    description: null,
    version: null,
    classification: null,
    links: {},
  });
});

test('each term is printed with its label, and each link on its own', () => {
  const terms = termsOf(contract('flights', { schema, owner: 'ops', links: { a: 'b', c: 'd' } }));
  expect(printedTerms(terms)).toEqual([
    { name: 'owner', label: 'Owner', text: 'ops', isLink: false },
    { name: 'link:a', label: 'a', text: 'b', isLink: true },
    { name: 'link:c', label: 'c', text: 'd', isLink: true },
  ]);
});
