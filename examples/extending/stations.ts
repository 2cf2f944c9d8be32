import { contract, z } from 'assay';
import { type Field, fixedWidth } from './fixed-width.ts';

const fields: readonly Field[] = [
  { name: 'id', width: 6, type: 'integer' },
  { name: 'name', width: 14, type: 'text' },
  { name: 'height', width: 8, type: 'number' },
];

export const stationsOf = (path: string) => fixedWidth(path, fields);

export const stations = contract(
  'stations',
  {
    owner: 'weather-data',
    schema: z.strictObject({
      id: z.int().positive(),
      name: z.string().min(2),
      height: z.number().min(-500).max(9000).nullable(),
    }),
  },
  ({ rows, column }) => [
    rows.key('id'),
    rows.count().atLeast(3),
    column('height').nulls().atMost('50%'),
  ],
);
