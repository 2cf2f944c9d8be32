import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Measure } from '../../../src/contract/words/measure.ts';
import { type Expectation, parquet, z } from '../../../src/index.ts';
import type { Measured } from '../../../src/plan/measure-request.ts';
import { fusedPass } from '../../../src/plan/passes/fused.ts';
import type { Piece } from '../../../src/plan/states/pieces.ts';
import { answers, opened } from '../../support/context.ts';
import { asMuch, declared } from '../../support/measured.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

const files = parquetFiles();
let path: string;
beforeAll(async () => {
  path = await files.write(
    'whole',
    'select range::int as n, case when range % 3 > 0 then range end as m from range(90)',
  );
});

const schema = z.object({ n: z.int(), m: z.bigint().nullable() });

/** As a page is whose levels were changed in place: its footer tells of other NULLs than are read. */
const misled = (piece: Piece, nulls: number): Piece => {
  const { statistics } = piece;
  if (statistics === null) throw new Error('Nothing is told of the piece.');
  const columns = new Map(statistics.columns);
  const [n, m] = [columns.get('n'), columns.get('m')];
  if (!n || !m) throw new Error('A column is not told of.');
  columns.set('n', { ...n, nulls });
  return { ...piece, statistics: { ...statistics, columns } };
};

describe('values that a scan reads are held to what the footer tells of them', () => {
  const sums = (nulls: number | null) =>
    opened(
      parquet(path),
      { schema },
      ({ column }) => [column('m').sum().atLeast(0n), column('n').sum().atLeast(0)],
      async (one) => {
        const { context } = one;
        const pieces = context.pieces.map((piece) =>
          nulls === null ? piece : misled(piece, nulls),
        );
        return (await answers(fusedPass, {
          ...one,
          context: { ...context, pieces },
        })) as readonly Measured[];
      },
    );

  test('which they are in a whole file, NULLs among them', async () => {
    const found = await sums(null);
    expect(found.map(({ segments: [one] }) => [Number(one?.value), Number(one?.of)])).toEqual([
      [2700, 60],
      [4005, 90],
    ]);
  });

  test('and a file of which they are not is damaged', async () => {
    const message = "whole.parquet is damaged: its footer counts 80 values in column 'n', and 90";
    await expect(sums(10)).rejects.toMatchObject({
      code: 'DATASET_UNREADABLE',
      message: expect.stringContaining(message),
    });
  });

  test('nothing is held against a footer that does not tell', async () => {
    const found = await opened(
      parquet(path),
      { schema },
      ({ column }) => [column('n').sum().atLeast(0)],
      async (one) => {
        const pieces = one.context.pieces.map((piece) => ({ ...piece, statistics: null }));
        return answers(fusedPass, { ...one, context: { ...one.context, pieces } });
      },
    );
    expect(found).toMatchObject([{ segments: [{ value: 4005n, of: 90n }] }]);
  });
});

/** A sum of the numbers `x` of these bytes is an error in these words, whatever its bound. */
async function expectDamaged(
  bytes: Buffer,
  words: string,
  hold: (sum: Measure<'number'>) => Expectation,
): Promise<void> {
  const changed = join(files.folder, `${words}.parquet`);
  writeFileSync(changed, bytes);
  const outcomes = await declared(
    parquet(changed),
    { schema: z.object({ x: z.number() }) },
    ({ column }) => [hold(column('x').sum())],
    { few: asMuch },
  );
  expect(outcomes[0]).toMatchObject({
    state: 'errored',
    problem: { code: 'DATASET_UNREADABLE', message: expect.stringContaining(words) },
  });
}

const eightBytes = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};

test('a number beyond the largest that the footer tells makes all of it an error', async () => {
  const large = await files.write(
    'large',
    'select (range + 0.5)::double as x from range(90)',
    ', codec uncompressed, dictionary_size_limit 1, parquet_version v1',
  );
  const bytes = readFileSync(large);
  // The value 44.5, which is no bound and stands in the page alone.
  const at = bytes.indexOf(eightBytes(44.5));
  expect(at).toBeGreaterThan(0);
  bytes.writeDoubleLE(1e9, at);
  await expectDamaged(bytes, 'larger than', (sum) => sum.atLeast(0));
});

test('numbers that are all smaller than the footer tells make all of it an error', async () => {
  const small = await files.write('small', 'select (range + 0.5)::double as x from range(90)');
  const bytes = readFileSync(small);
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  const greatest = eightBytes(89.5);
  let told = 0;
  for (let at = bytes.indexOf(greatest, footer); at >= 0; at = bytes.indexOf(greatest, at + 1)) {
    bytes.writeDoubleLE(1e300, at);
    told += 1;
  }
  expect(told).toBeGreaterThan(0);
  await expectDamaged(bytes, 'smaller than', (sum) => sum.atMost(5000));
});

test('a page whose levels say NULL in place of its values makes all of it an error', async () => {
  const small = await files.write(
    'levels',
    'select range::int as n, range as m from range(90)',
    ', codec uncompressed, dictionary_size_limit 1, parquet_version v1',
  );
  const bytes = readFileSync(small);
  // A run of 90 levels of 1, and so of values that are there.
  const at = bytes.indexOf(Buffer.from([0xb4, 0x01, 0x01]));
  expect(at).toBeGreaterThan(0);
  bytes[at + 2] = 0;
  const changed = join(files.folder, 'changed.parquet');
  writeFileSync(changed, bytes);
  const outcomes = await declared(
    parquet(changed),
    { schema },
    ({ column }) => [column('n').notNull(), column('n').sum().atLeast(0)],
    { few: asMuch },
  );
  expect(outcomes.map(({ state, problem }) => [state, problem?.code])).toEqual([
    ['errored', 'DATASET_UNREADABLE'],
    ['errored', 'DATASET_UNREADABLE'],
  ]);
});
