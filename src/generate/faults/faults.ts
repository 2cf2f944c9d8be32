import { otherCase } from './case.ts';
import { dateFormats } from './date-formats.ts';
import { duplicates } from './duplicates.ts';
import { encodings } from './encodings.ts';
import { extremes } from './extremes.ts';
import type { Fault } from './fault.ts';
import { foreignKeys } from './foreign-keys.ts';
import { missing } from './missing.ts';
import { numberFormats } from './number-formats.ts';
import { order } from './order.ts';
import { swappedColumns } from './swapped-columns.ts';
import { timestamps } from './timestamps.ts';
import { truncated } from './truncated.ts';
import { types } from './types.ts';
import { units } from './units.ts';
import { unknownCategories } from './unknown-categories.ts';
import { whitespace } from './whitespace.ts';

/** The faults that come with Assay, by name. */
export const faults = Object.freeze({
  missing,
  duplicates,
  'date formats': dateFormats,
  whitespace,
  case: otherCase,
  encodings,
  'number formats': numberFormats,
  units,
  types,
  extremes,
  truncated,
  'swapped columns': swappedColumns,
  'unknown categories': unknownCategories,
  'foreign keys': foreignKeys,
  timestamps,
  order,
} satisfies Readonly<Record<string, Fault>>);

/** The name of a fault that comes with Assay. */
export type FaultName = keyof typeof faults;

/** All names, the simplest faults first. */
export const faultNames = Object.freeze(Object.keys(faults)) as readonly FaultName[];
