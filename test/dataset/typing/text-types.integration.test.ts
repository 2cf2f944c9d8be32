import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { csv, json, sqlite, z } from '../../../src/index.ts';
import { folder } from '../folder.ts';
import { opened, rowsOf, typesOf, wholeRowsOf } from '../opened.ts';

/** The texts as a column `t` of a file of each source that holds text. */
function sourcesOf(texts: readonly string[]): Readonly<Record<string, Dataset>> {
  const root = folder({
    'x.csv': `t\n${texts.map((text) => `"${text}"`).join('\n')}\n`,
    'x.ndjson': texts.map((t) => JSON.stringify({ t })).join('\n'),
    'x.json': JSON.stringify(texts.map((t) => ({ t }))),
  });
  const database = new DatabaseSync(join(root, 'x.db'));
  database.exec('create table a (t text); create table b (t timestamp)');
  for (const table of ['a', 'b'])
    for (const text of texts) database.prepare(`insert into ${table} values (?)`).run(text);
  database.close();
  return {
    csv: csv(join(root, 'x.csv')),
    ndjson: json(join(root, 'x.ndjson')),
    json: json(join(root, 'x.json')),
    'sqlite text': sqlite(join(root, 'x.db'), 'a'),
    'sqlite timestamp': sqlite(join(root, 'x.db'), 'b'),
  };
}

async function read(dataset: Dataset, type: z.ZodType | null) {
  const session = await opened(dataset, type === null ? {} : { shape: { t: type } });
  const isRead = session.unreadable?.columns.get('t')?.isRead ?? 'true';
  const instants = await session
    .query(`select epoch_ns(t)::varchar as n from ${session.relation} where ${isRead}`)
    .catch(() => []);
  return {
    type: typesOf(session)[0]?.slice(2),
    nanos: instants.map(({ n }) => n),
    problems: session.problemCount,
  };
}

const nanos = (iso: string) => String(BigInt(Date.parse(iso)) * 1_000_000n);

describe('points in time in ISO 8601', () => {
  const noon = '2021-10-11T12:55:00Z';
  const same = [
    '2021-10-11T12:55:00Z',
    '2021-10-11T12:55Z',
    '2021-10-11T12:55',
    '2021-10-11 12:55',
    '2021-10-11 12:55Z',
    '2021-10-11t12:55:00z',
    '2021-10-11T12:55:00z',
    '2021-10-11T12:55z',
    '2021-10-11T14:55+02',
    '2021-10-11T14:55+0200',
    '2021-10-11T14:55+02:00',
    '2021-10-11T14:55:00+02',
    '2021-10-11T14:55:00+0200',
    '2021-10-11T14:55:00 +02:00',
    '2021-10-11 07:25-05:30',
    '2021-10-11T12:55-00:00',
    '2021-10-11T12:55:00.000Z',
    '2021-10-11T12:55:00,0Z',
    '2021-10-11T12:55:00.000000000000Z',
    ' 2021-10-11T12:55Z ',
  ];

  test('are read in each of their spellings, from each source', async () => {
    for (const [source, dataset] of Object.entries(sourcesOf(same))) {
      const expected = { type: 'TIMESTAMP', nanos: same.map(() => nanos(noon)), problems: 0 };
      expect([source, await read(dataset, z.date())]).toEqual([source, expected]);
    }
  });

  test('are read each in a column of its own, beside a date, and with the type named', async () => {
    const names = same.map((_, at) => `t${at}`);
    const rows = [names, same.map((text) => `"${text}"`), same.map(() => '2021-10-11')];
    const root = folder({ 'x.csv': rows.map((row) => `${row.join(',')}\n`).join('') });
    const of = (type: string) => Object.fromEntries(names.map((name) => [name, type]));
    const shape = Object.fromEntries(names.map((name) => [name, z.date()]));
    const day = new Date('2021-10-11');
    for (const options of [{}, { types: of('TIMESTAMP') }]) {
      const session = await opened(csv('x.csv', options), { root, shape });
      expect(typesOf(session)).toEqual(names.map((name) => `${name} TIMESTAMP`));
      const found = (await rowsOf(session)).map(Object.values);
      expect(found).toEqual([same.map(() => new Date(noon)), same.map(() => day)]);
      expect(session.problemCount).toBe(0);
    }
  });

  test('keep their nanoseconds', async () => {
    const texts = [
      '2021-10-11T12:55:00.123456789Z',
      '2021-10-11T14:55:00.1234567+02:00',
      '2021-10-11',
    ];
    const expected = ['1633956900123456789', '1633956900123456700', nanos('2021-10-11')];
    for (const [source, dataset] of Object.entries(sourcesOf(texts)))
      expect([source, await read(dataset, z.date())]).toEqual([
        source,
        { type: 'TIMESTAMP_NS', nanos: expected, problems: 0 },
      ]);
    const path = join(folder({ 'x.csv': `t\n${texts.join('\n')}\n` }), 'x.csv');
    const named = await read(csv(path, { types: { t: 'TIMESTAMP_NS' } }), null);
    expect(named).toEqual({ type: 'TIMESTAMP_NS', nanos: expected, problems: 0 });
    // Microseconds would lose them.
    const short = await read(csv(path, { types: { t: 'TIMESTAMP' } }), null);
    expect(short).toMatchObject({ type: 'TIMESTAMP', problems: 2 });
  });

  const none = [
    '2021-W41-1',
    '2021-284',
    '20211011T125500Z',
    '2021-10-11T12Z',
    '2021-10-11T12:55:60Z',
    '2021-10-11T12:61Z',
    '2021-02-29T12:00Z',
    '2021-10-11T12:55:00.1234567891Z',
    '1500-01-01T00:00:00.123456789Z',
    '2021-10-11T12:55:00+02:00:00',
    '2021-10-11T12:55:00+2',
    '2021-10-11T12:55ZZ',
    '2021-10-11Z',
    '2021-10-11T12:55 Europe/Paris',
    '2021-10-11T12:55:00.Z',
    '2021-10-11T12:55:00\u221202:00',
    'now',
  ];
  test('are none of these, each of which is a problem', async () => {
    for (const [source, dataset] of Object.entries(sourcesOf([noon, ...none]))) {
      const { nanos: found, problems } = await read(dataset, z.date());
      expect([source, found, problems]).toEqual([source, [nanos(noon)], none.length]);
    }
  });

  test('are what z.iso.datetime() accepts', async () => {
    const zone = fc.oneof(
      fc.constant('Z'),
      fc
        .tuple(
          fc.constantFrom('+', '-'),
          fc.integer({ min: 0, max: 14 }),
          fc.integer({ min: 0, max: 59 }),
        )
        .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
    );
    const two = (value: number) => String(value).padStart(2, '0');
    const text = fc
      .tuple(
        fc.date({ min: new Date('1700-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        fc.stringMatching(/^(\.\d{1,9})?$/),
        zone,
      )
      .map(([date, fraction, zone]) => `${date.toISOString().slice(0, 19)}${fraction}${zone}`);
    const accepted = z.iso.datetime({ offset: true });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 40, maxLength: 40 }), async (texts) => {
        for (const one of texts) expect(accepted.safeParse(one).success).toBe(true);
        const path = join(folder(), 'x.csv');
        writeFileSync(path, `t\n${texts.join('\n')}\n`);
        const { nanos: found, problems } = await read(csv(path), z.date());
        expect(problems).toBe(0);
        expect(found.map((one) => BigInt(String(one)) / 1_000_000n)).toEqual(
          texts.map((one) => {
            const [, at, fraction = '', zone] = /^(.{19})(\.\d+)?(.*)$/.exec(one) ?? [];
            const digits = fraction.slice(1).padEnd(9, '0');
            const whole = BigInt(Date.parse(`${at}${zone}`)) * 1_000_000n;
            return (whole + BigInt(digits)) / 1_000_000n;
          }),
        );
      }),
      { numRuns: 5 },
    );
  });

  test('in a format of the user lose nothing either', async () => {
    const path = join(folder({ 'x.csv': 't\n11.10.2021 12:55:00.123456789\n' }), 'x.csv');
    const dateFormat = '%d.%m.%Y %H:%M:%S.%n';
    expect(await read(csv(path, { dateFormat }), z.date())).toMatchObject({
      type: 'TIMESTAMP_NS',
      nanos: ['1633956900123456789'],
    });
    for (const type of ['DATE', 'TIMESTAMP'])
      expect(await read(csv(path, { dateFormat, types: { t: type } }), null)).toMatchObject({
        problems: 1,
      });
    const short = join(folder({ 'x.csv': 't\n11.10.2021 00:00\n11.10.2021 12:55\n' }), 'x.csv');
    const days = csv(short, { dateFormat: '%d.%m.%Y %H:%M', types: { t: 'DATE' } });
    expect(await read(days, null)).toMatchObject({ type: 'DATE', problems: 1 });
  });
});

describe('a type that the user names', () => {
  const values: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
    BOOLEAN: ['true', 'maybe'],
    TINYINT: ['1', '300'],
    INTEGER: ['1', '1.5'],
    BIGINT: ['1', 'one'],
    UBIGINT: ['1', '-1'],
    HUGEINT: ['1', '0x10'],
    FLOAT: ['1.5', '1,5'],
    DOUBLE: ['1.5', '1e400'],
    'DECIMAL(5,2)': ['1.25', '1.255'],
    DATE: ['2021-10-11', '11.10.2021'],
    TIMESTAMP: ['2021-10-11T12:55Z', 'noon'],
    TIMESTAMP_NS: ['2021-10-11T12:55Z', 'noon'],
    TIME: ['12:55', '9 am'],
    JSON: ['[1]', '[1'],
  };
  const any = z.any();

  test.each(Object.entries(values))(
    '%s stays, though no value is one',
    async (type, [right, wrong]) => {
      const quoted = (...texts: readonly string[]) =>
        texts.map((text, at) => `${at},"${text}"\n`).join('');
      const root = folder({
        'none.csv': `id,t\n${quoted(wrong, wrong)}`,
        'some.csv': `id,t\n${quoted(wrong, right)}`,
        'no.csv': 'id,t\n1,\n2,""\n',
        'header.csv': 'id,t\n',
        'bare.csv': quoted(wrong, wrong),
      });
      const types = { t: type };
      const told = async (dataset: Dataset) => {
        const session = await opened(dataset, { shape: { id: z.int(), t: any }, root });
        const lines = session.problems.map(({ file, line, column }) => `${file}:${line} ${column}`);
        return [(await wholeRowsOf(session)).length, ...lines];
      };
      expect(await told(csv('none.csv', { types }))).toEqual([0, 'none.csv:2 t', 'none.csv:3 t']);
      expect(await told(csv('some.csv', { types }))).toEqual([1, 'some.csv:2 t']);
      expect(await told(csv('no.csv', { types }))).toEqual([2]);
      expect(await told(csv('header.csv', { types }))).toEqual([0]);
      expect(await told(csv('bare.csv', { types, header: false, names: ['id', 't'] }))).toEqual([
        0,
        'bare.csv:1 t',
        'bare.csv:2 t',
      ]);
      expect(await told(csv(['none.csv', 'some.csv'], { types }))).toEqual([
        1,
        'none.csv:2 t',
        'none.csv:3 t',
        'some.csv:2 t',
      ]);
    },
  );

  test('VARCHAR is any text, and a DECIMAL that there is none of is refused', async () => {
    const root = folder({ 'x.csv': 't\n1\n' });
    const session = await opened(csv('x.csv', { types: { t: 'text' } }), { root });
    expect([typesOf(session), session.problemCount]).toEqual([['t VARCHAR'], 0]);
    for (const type of ['DECIMAL(39,2)', 'DECIMAL(3,4)', 'DECIMAL(0,0)', 'MONEY'])
      expect(() => csv('x.csv', { types: { t: type } })).toThrow(
        `can't read column "t" as ${type}`,
      );
  });
});
