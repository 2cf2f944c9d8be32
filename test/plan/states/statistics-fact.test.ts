import { expect, test } from 'vitest';
import type { PartStatistics } from '../../../src/engine/engine.ts';
import { factStatistics, statisticsFact } from '../../../src/plan/states/statistics-fact.ts';

test('what a part tells of itself is read as it was written', () => {
  const told: PartStatistics = {
    rows: 9,
    columns: new Map([
      [
        'id',
        {
          nulls: 0,
          least: -5n,
          greatest: 12_345_678_901_234_567_890n,
          ascends: true,
          dictionary: 17,
          bytes: 99,
        },
      ],
      [
        'price',
        {
          nulls: 3,
          least: -0,
          greatest: { digits: 1250n, scale: 2 },
          ascends: false,
          dictionary: null,
          bytes: 5,
        },
      ],
      [
        'note',
        { nulls: null, least: null, greatest: null, ascends: false, dictionary: null, bytes: 0 },
      ],
    ]),
  };
  expect(factStatistics(JSON.parse(JSON.stringify(statisticsFact(told))))).toEqual(told);
});
