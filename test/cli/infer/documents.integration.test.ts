import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { assay, project, projects, sentences } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const records = Array.from({ length: 30 }, (_, at) => ({ id: at + 1, kind: 'ab'[at % 2] }));
const file = 'x.geojson';
const contract = 'contracts/x.contract.ts';

describe('a JSON document', () => {
  const nested = { type: 'FeatureCollection', features: records, crs: { name: 'x' } };

  test('is read at the one place where it has records, which is said and written', () => {
    const folder = project({ [file]: JSON.stringify(nested) });
    const made = assay(folder, 'infer', file);
    expect(made.stderr).toBe('');
    expect(sentences(made.stdout)).toContain(
      "x.geojson is one document, with an array of 30 records at 'features': the contract is about those.",
    );
    const text = readFileSync(join(folder, contract), 'utf8');
    expect(text).toContain("verify(x, json('x.geojson', { at: 'features' }));");
    expect(text).toContain("kind: z.enum(['a', 'b'])");
    const checked = assay(folder, 'check', file, contract, '--at', 'features');
    expect([checked.status, checked.stderr]).toEqual([0, '']);
    const untold = assay(folder, 'check', file, contract);
    expect([untold.status, untold.stderr]).toEqual([
      0,
      expect.stringContaining('reads its own data: json(…, { at: '),
    ]);
  });

  test('of records by key gets their keys as a column', () => {
    const byKey = Object.fromEntries(records.map((one) => [`k${one.id}`, one]));
    const folder = project({ 'x.json': JSON.stringify(byKey) });
    expect(assay(folder, 'infer', 'x.json').stderr).toBe('');
    expect(readFileSync(join(folder, contract), 'utf8')).toContain(
      "json('x.json', { key: 'key' })",
    );
    const named = assay(folder, 'infer', 'x.json', '--key', 'code', '--out', '-');
    expect(named.stdout).toContain("json('x.json', { key: 'code' })");
    expect(named.stdout).toContain('code: z.string()');
  });

  test('of thousands of records by key is not opened as a table of as many columns', () => {
    const cities = Array.from({ length: 25_000 }, (_, at) => [
      1_000_000 + at,
      { name: `City ${at}`, country: 'DE', population: 15_000 + at, at: { x: at / 100, y: 50 } },
    ]);
    const folder = project({ 'x.json': ` ${JSON.stringify(Object.fromEntries(cities))}` });
    const made = assay(folder, 'infer', 'x.json', '--out', '-');
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toContain("json('x.json', { key: 'key' })");
    expect(made.stdout).toContain('from 25,000 rows');
  });

  test('with records at several places is left to choose one', () => {
    const folder = project({ 'x.json': JSON.stringify({ ...nested, others: [{ a: 1 }] }) });
    const { status, stderr } = assay(folder, 'infer', 'x.json');
    expect(status).toBe(2);
    expect(stderr).toBe(
      'assay: x.json is one document, and its records may lie at several places in it: --at features reads an array of 30 records, --at others reads an array of 1 record. Choose one with --at, and with --key where each key has a record.\n',
    );
    const chosen = assay(folder, 'infer', 'x.json', '--at', 'features', '--out', '-');
    expect([chosen.status, chosen.stdout]).toEqual([0, expect.stringContaining("at: 'features'")]);
  });

  test('is read below a key with a dot in it by a list of keys', () => {
    const folder = project({ 'x.json': JSON.stringify({ 'v1.2': records, others: [{ a: 1 }] }) });
    const { stderr } = assay(folder, 'infer', 'x.json');
    expect(stderr).toContain(`--at '["v1.2"]' reads an array of 30 records, --at others reads`);
    const chosen = assay(folder, 'infer', 'x.json', '--at', '["v1.2"]', '--out', '-');
    expect([chosen.status, chosen.stdout]).toEqual([
      0,
      expect.stringContaining("json('x.json', { at: ['v1.2'] })"),
    ]);
    const broken = assay(folder, 'infer', 'x.json', '--at', '[v1.2]', '--out', '-');
    expect([broken.status, broken.stderr]).toEqual([
      2,
      `assay: --at '[v1.2]' is no list of keys: write one as --at '["data","v1.2"]', or keys without a dot as --at data.items.\n`,
    ]);
  });

  test('of which nothing can be said makes no contract', () => {
    const folder = project({ 'x.json': '{"a":{"b":1},"c":[1,2]}' });
    const { status, stderr } = assay(folder, 'infer', 'x.json');
    expect(status).toBe(2);
    expect(stderr).toContain('x.json is one document of 2 keys, and none of them has a value');
    expect(stderr).toContain('no array of records was found in it');
  });

  test('of more keys than a table has columns makes no contract', () => {
    const keys = (count: number, value: unknown) =>
      JSON.stringify(
        Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, value])),
      );
    const folder = project({
      'x.json': keys(201, 'text'),
      'few.json': keys(200, 'text'),
      'records.json': keys(201, { a: 1 }),
      'list.json': `[${keys(201, 'text')}]`,
    });
    const { status, stdout, stderr } = assay(folder, 'infer', 'x.json', '--out', '-');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('x.json is one document of 201 keys with a value each');
    expect(stderr).toContain('Write it as an array of records');
    expect(assay(folder, 'infer', 'few.json', '--out', '-').stdout).toContain('k199');
    const list = assay(folder, 'infer', 'list.json', '--out', '-');
    expect(list.stdout).toContain('k200');
    expect(list.stdout).toContain('from 1 row.');
    expect(list.stdout).toContain('half and double of the 1 row of');
    expect(assay(folder, 'infer', 'records.json', '--out', '-').stdout).toContain("key: 'key'");
  });
});

describe('a file under another name', () => {
  test('is read by its bytes', () => {
    const text = records.map((one) => `${one.id},${one.kind}`).join('\n');
    const folder = project({
      'a.dat': `id,kind\n${text}\n`,
      'b.csv': records.map((one) => JSON.stringify(one)).join('\n'),
      'c.parquet': gzipSync(`id,kind\n${text}\n`),
      'd.bin': readFileSync(join(import.meta.dirname, '../../hostile/data/plain.parquet')),
    });
    for (const [name, source] of [
      ['a.dat', 'csv'],
      ['b.csv', 'json'],
      ['c.parquet', 'csv'],
      ['d.bin', 'parquet'],
    ]) {
      const { stdout, stderr } = assay(folder, 'infer', String(name), '--out', '-');
      expect([stderr, stdout]).toEqual(['', expect.stringContaining(`${source}('${name}')`)]);
    }
  });

  test('is said to be read by another source than its name has it', () => {
    const folder = project({ 'x.csv': records.map((one) => JSON.stringify(one)).join('\n') });
    const { stdout, stderr } = assay(folder, 'infer', 'x.csv');
    expect([stderr, stdout]).toEqual([
      '',
      expect.stringContaining('x.csv is read by json(), for its bytes say so, and not by csv()'),
    ]);
  });

  test('that is no table says what it is', () => {
    const folder = project({
      'x.bin': '<!doctype html><html>',
      'y.csv': 'PK\x03\x04xl/workbook.xml',
    });
    const html = assay(folder, 'infer', 'x.bin');
    expect([html.status, html.stderr]).toEqual([2, expect.stringContaining('an HTML page')]);
    const excel = assay(folder, 'infer', 'y.csv');
    expect([excel.status, excel.stderr]).toEqual([2, expect.stringContaining('an Excel workbook')]);
  });
});
