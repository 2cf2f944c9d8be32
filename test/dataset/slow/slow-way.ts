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
