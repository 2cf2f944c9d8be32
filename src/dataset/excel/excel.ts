import { checkOptions } from '../check-options.ts';
import { type ColumnHint, type Dataset, DatasetError, type Reader } from '../dataset.ts';
import type { FileKind } from '../files/data-file.ts';
import { localFiles, placeOf } from '../files/dataset-of-files.ts';
import { fileDigests } from '../files/file-digests.ts';
import { findOneFile } from '../files/find/find-files.ts';
import { checkedPlaces, type Location, labelOf, type Place, watchOf } from '../files/location.ts';
import { sharedFiles } from '../files/shared-files.ts';
import { type ExcelOptions, excelRules } from './excel-options.ts';

export type { ExcelOptions } from './excel-options.ts';

const kind: FileKind = { source: 'excel', suggestion: '*.xlsx' };

/**
 * Reads a sheet of an Excel workbook (`.xlsx`, `.xlsm`): the values that Excel stored in it, of formulas too. The first row
 * with a cell holds the names of the columns, and each later row with one is a row.
 *
 * A cell has a kind of its own: number, text, TRUE or FALSE, and a number with a format of dates is a date. What the
 * contract's schema wants is read as such, and a cell of another kind is a problem, reported with its name (`B5`): a number
 * that is stored as text, an error such as `#N/A`, a formula whose value was never stored. Outcomes are red for it. What
 * judges its column leaves the row out; what judges other columns does not. An empty cell is NULL.
 *
 * Whole numbers are BIGINT up to 15 digits; Excel keeps no more. Days are counted as the workbook says, from 1900 or 1904,
 * exact to the millisecond. Durations (`[h]:mm`) are problems. Rows and cells in merged ranges are read as they are stored,
 * hidden rows too, which a note says; so does one of empty rows between others, which are left out.
 *
 * Values without a name above them, two names that SQL takes for one, and a workbook of several sheets without `sheet` are
 * errors. So are `.xls`, `.xlsb`, `.ods` and workbooks with a password.
 *
 * @example
 * excel('report.xlsx')
 * excel('report.xlsx', { sheet: 'Orders', range: 'B3:F' })
 */
export function excel(file: Location, options: ExcelOptions = {}): Dataset {
  const where = checkedPlaces('excel', file);
  if (where.some(({ remote }) => remote))
    throw new DatasetError(
      'DATASET_INVALID',
      'excel() reads a file of this machine, and was given a URL: download it first.',
    );
  const { label, ...known } = checkOptions('excel', options, excelRules);
  return datasetOf(where, known, label ?? sheetLabel(labelOf(where), known));
}

const sheetLabel = (file: string, { sheet }: ExcelOptions): string =>
  sheet === undefined ? file : `${file} (${sheet})`;

function datasetOf(where: readonly Place[], options: ExcelOptions, label: string): Dataset {
  return Object.freeze({
    kind: 'excel',
    engine: 'duckdb',
    label,
    watch: watchOf(where),
    sharing: sharedFiles(kind, where, options),
    source: {
      format: 'excel',
      options: { ...options },
      locations: where.map(({ path }) => path),
      files: (root) => localFiles(where, root, kind),
      at: (files, shown) => datasetOf(files.map(placeOf), options, shown),
    },
    digests: (root: string) => fileDigests(where, root, kind),
    access: async (root: string) => {
      await findOneFile(where, root, kind);
      return { directories: [], extensions: [], setup: [] };
    },
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const { openExcel } = await import('./open-excel.ts');
      return openExcel(reader, await findOneFile(where, root, kind), options, hints);
    },
  } satisfies Dataset);
}
