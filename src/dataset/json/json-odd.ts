import type { Reader } from '../dataset.ts';
import { mostListed, type RowProblem } from '../files/record-location.ts';
import { hasDuplicateKey } from './json-duplicate-keys.ts';
import { faultOf, rowTable } from './json-faults.ts';
import { type JsonFile, objectsSql } from './json-records.ts';
import type { JsonSurvey } from './json-survey.ts';

/** The records of a file that are left out. */
export interface OddRecords {
  /** A table `r` of their ordinals. */
  readonly table: string;
  /** Descriptions of the first of them, by their ordinals. */
  readonly listed: readonly RowProblem[];
}

/**
 * Describes the odd records of a file. Null if the engine takes one that seems broken for an object: then the survey can't be
 * relied on.
 */
export async function describeOdd(
  reader: Reader,
  file: JsonFile,
  { odd, broken, roundedAt }: JsonSurvey,
): Promise<OddRecords | null> {
  const table = await rowTable(reader, odd);
  const last = odd[mostListed - 1] ?? odd.at(-1) ?? -1;
  const suspects = await rowTable(reader, broken);
  const isTaken = `json_type(json) = 'OBJECT' and r in (select r from ${suspects})`;
  const numbered = `(select row_number() over () - 1 as r, json from ${objectsSql(file)})`;
  const rows = await reader.query(
    `select r, json_type(json) as t, ${hasDuplicateKey('json')} as own, coalesce(${isTaken}, false) as taken from (select * from ${numbered} where r in (select r from ${table})) where r <= ${last} or ${isTaken} order by r limit ${mostListed + 1}`,
  );
  if (rows.some(({ taken }) => taken === true)) return null;
  return {
    table,
    listed: rows
      .slice(0, mostListed)
      .map(({ r, t, own }) => faultOf(Number(r), t, own, roundedAt.get(Number(r)) ?? null)),
  };
}
