import { describe, expect, test } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import type { ColumnDescription } from '../../../src/engine/engine.ts';
import { type Classification, contract, z } from '../../../src/index.ts';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { maskedOf, screenOn, unmaskedNote } from '../../../src/plan/disclosure/disclosure.ts';
import type { MeasureRequest } from '../../../src/plan/measure-request.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { now } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const schema = z.object({
  id: z.int(),
  Email: z.string().meta({ classification: 'pii' }),
  city: z.string().meta({ classification: 'public' }),
});

const request = (
  more: Partial<MeasureRequest> = {},
  classification?: Classification,
): MeasureRequest => ({
  contract: contract('c', { schema, ...(classification !== undefined && { classification }) }),
  dataset: table('select 1 as id'),
  selected: new Set(),
  settings: { root: '/', now },
  ...more,
});

test('columns are masked that the schema classifies, or the contract where the schema does not', () => {
  const names = ['id', 'Email', 'city', 'other'];
  expect(maskedOf(request().contract, names)).toEqual(new Set(['Email']));
  expect(maskedOf(request({}, 'secret').contract, names)).toEqual(
    new Set(['id', 'Email', 'other']),
  );
});

test('where a classified column is missing, what the schema does not name may be it', () => {
  const masked = (held: Pick<Contract, 'terms'>, ...names: string[]) => [...maskedOf(held, names)];
  expect(masked(request().contract, 'id', 'mail', 'CITY')).toEqual(['mail']);
  // Another spelling of it is it.
  expect(masked(request().contract, 'id', 'EMAIL', 'city')).toEqual(['EMAIL']);
  // What may be shown may be missing.
  expect(masked(request().contract, 'Email', 'town')).toEqual(['Email']);
});

test('the schema of a row, and a catchall, classify columns as the contract does', () => {
  const held = (rowSchema: z.ZodObject) => contract('c', { schema: rowSchema });
  const row = held(schema.meta({ classification: 'pii' }));
  expect(maskedOf(row, ['id', 'Email', 'city', 'other'])).toEqual(
    new Set(['id', 'Email', 'other']),
  );
  const rest = held(schema.catchall(z.unknown().meta({ classification: 'pii' })));
  expect(maskedOf(rest, ['id', 'Email', 'city', 'other'])).toEqual(new Set(['Email', 'other']));
});

test('what is said of a schema later, in a word that nobody knows, masks', () => {
  const name = z.string();
  const held = contract('c', { schema: z.object({ id: z.int(), name }) });
  name.register(z.globalRegistry, { classification: 'hidden' as never });
  expect([...maskedOf(held, ['id', 'name'])]).toEqual(['name']);
});

const described = (name: string): ColumnDescription => ({ name, type: 'VARCHAR', family: 'text' });

describe('what stands between a measurement and its reader', () => {
  /** What is told of a text, as an outcome's note and as a trace's notice. */
  const told = (text: string, columns: readonly string[], how = request()) => {
    const trace = startTrace();
    const screened = screenOn(trace, how, columns.map(described));
    const evidence = { exactness: 'exact', by: 'x', pass: null, interval: null, notes: [text] };
    const outcome = screened({ sql: null, sample: null, problem: null, evidence } as never);
    trace.notice([text]);
    const [notice] = trace.measurement({ contract: 'c', dataset: 'd' }).notices;
    expect(outcome.evidence?.notes).toEqual([notice]);
    return notice;
  };
  const all = ['id', 'Email', 'city'];

  test('masks folders of masked columns', () => {
    expect(told('in /Email=x/id=1/a', all)).toBe('in /Email=•••/id=1/a');
    expect(told('in /Email=x/id=1/a', all, request({}, 'pii'))).toBe('in /Email=•••/id=•••/a');
  });

  test('masks folders that may be a classified column by another name, read as a column or not', () => {
    const text = 'in /name/name=x/id=1/a';
    expect(told(text, ['id', 'city'])).toBe('in /name/name=•••/id=1/a');
    expect(told(text, ['id', 'city', 'name'])).toBe('in /name/•••=•••/id=1/a');
    expect(told(text, [...all, 'name'])).toBe(text);
  });

  test('masks names that look personal', () => {
    expect(told('no +14155550100 here', [...all, '+14155550100'])).toBe('no ••• here');
  });

  test('masks other names where a classified column is missing, for they may be values', () => {
    const columns = ['ID', 'Jane Doe', 'CITY', 'xy', 'abc'];
    expect(told('ID, Jane Doe, CITY, xy, abc', columns)).toBe('ID, •••, CITY, xy, •••');
    expect(told('Jane Doe', [...columns, 'Email'])).toBe('Jane Doe');
    // What may be shown may be missing.
    expect(told('Jane Doe', ['id', 'Email', 'Jane Doe'])).toBe('Jane Doe');
  });

  test('is credentials alone, unmasked', () => {
    const text = 'in /Email=x/ of Jane Doe, password=hunter2';
    expect(told(text, ['Jane Doe'], request({ unmask: true }))).toBe(
      'in /Email=x/ of Jane Doe, password=…',
    );
    expect(told(text, ['Jane Doe'], request({ unmask: false }))).toBe(
      'in /Email=•••/ of •••, password=…',
    );
  });
});

test('an unmasked outcome says that it is, where it says anything', () => {
  const evidence = { exactness: 'exact', by: 'x', pass: null, interval: null, notes: ['a'] };
  const outcome = { id: 'x', evidence } as unknown as Outcome;
  expect(unmaskedNote(outcome, request({ unmask: true }))).toEqual({
    id: 'x',
    evidence: { ...evidence, notes: ['a', expect.stringMatching(/^values are shown unmasked/)] },
  });
  expect(unmaskedNote(outcome, request())).toBe(outcome);
  const bare = { ...outcome, evidence: null };
  expect(unmaskedNote(bare, request({ unmask: true }))).toBe(bare);
});
