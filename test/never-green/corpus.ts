import type { Case } from './case.ts';
import { columns } from './classes/columns.ts';
import { emptyData } from './classes/empty-data.ts';
import { goodData } from './classes/good-data.ts';
import { history } from './classes/history.ts';
import { exitCode, notRun, resultLost, zeroChecks } from './classes/lost-and-not-run.ts';
import { mode } from './classes/mode.ts';
import { nanAndInfinity } from './classes/nan-and-infinity.ts';
import { nulls } from './classes/null.ts';
import { reference } from './classes/reference.ts';
import { severity } from './classes/severity.ts';
import { shape } from './classes/shape.ts';
import { statistics } from './classes/statistics.ts';
import { version } from './classes/version.ts';
import { wrongType } from './classes/wrong-type.ts';

/** All cases. */
export const corpus: readonly Case[] = [
  ...emptyData,
  ...nulls,
  ...nanAndInfinity,
  ...columns,
  ...wrongType,
  ...resultLost,
  ...zeroChecks,
  ...notRun,
  ...mode,
  ...exitCode,
  ...severity,
  ...statistics,
  ...shape,
  ...history,
  ...reference,
  ...version,
  ...goodData,
];
