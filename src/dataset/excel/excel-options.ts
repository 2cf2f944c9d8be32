import { flag, type OptionRules, text } from '../../value/option-rules.ts';
import { cellRange } from './cell-places.ts';

/** Options of {@link excel}. */
export interface ExcelOptions {
  /** The name of the sheet. A workbook with several is an error without it, which names them. */
  readonly sheet?: string;
  /**
   * The cells to read, as Excel writes them: `'B3:F100'`, `'B3:F'`, `'B:F'`; `'B3'` are all cells from there on. What lies
   * outside is not read.
   */
  readonly range?: string;
  /** False if the first row that is read holds values and no names; the columns are then `column0`, `column1`, ... */
  readonly header?: boolean;
  /** The name of the dataset in reports and baselines; its path as written unless given. */
  readonly label?: string;
}

/** The rules of the options of `excel`. */
export const excelRules: OptionRules<ExcelOptions> = {
  sheet: text,
  range: {
    accepts: (value) => typeof value === 'string' && cellRange(value) !== null,
    wanted: "cells such as 'B3:F100', 'B3:F', 'B:F' or 'B3'",
  },
  header: flag,
  label: text,
};
