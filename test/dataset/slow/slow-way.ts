import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import type { JsonOptions } from '../../../src/dataset/json/json-options.ts';
import { type SlowDataset, slowCsv, slowJson, slowSqlite } from './slow.ts';

/** Returns the dataset that reads the same files with the same options the slow way; null for another source. */
export function slowWay({ source }: Dataset): SlowDataset | null {
  if (source === undefined) return null;
  const { format, locations, options } = source;
  if (format === 'csv') return slowCsv(locations, options as CsvOptions);
  if (format === 'json') return slowJson(locations, options as JsonOptions);
  return format === 'sqlite' ? slowSqlite(String(locations[0]), String(options.table)) : null;
}

/**
 * True for a dataset that the slow way can read. It was written before csv() found delimiters, left out lines above the header
 * and comments, read text dumps and all encodings: test/dataset/csv/csv-dialect.property.corpus.test.ts holds those to what
 * was written.
 */
export function hasSlowWay({ source }: Dataset): boolean {
  if (source?.format === 'json')
    return source.options.at === undefined && source.options.key === undefined;
  if (source?.format !== 'csv') return source?.format === 'sqlite';
  const {
    skip,
    comment,
    quote,
    escape: escaped,
    names,
    header,
    encoding = 'utf-8',
  } = source.options as CsvOptions;
  const isDump = quote === '' && escaped !== undefined;
  const isNamed = names !== undefined && header !== false;
  const isOld = skip === undefined && comment === undefined && !isDump && !isNamed;
  return isOld && ['utf-8', 'latin-1', 'utf-16'].includes(encoding);
}
