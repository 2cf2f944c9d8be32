import { parse } from 'parse5';
import type { ReportFormat } from '../../src/outcome/report-files.ts';
import { rendered } from './rendered.ts';
import { readXml } from './xml-tree.ts';

/** How a format is read, by whoever reads it; a format that is listed and not described here does not compile. */
export interface Reading {
  /** Reads a whole file. Throws for what is not of the format. */
  readonly read: (text: string) => unknown;
  /** Control characters that the format itself is written with. */
  readonly controls: RegExp;
}

/** JSON escapes those below 32, and its reader is no terminal. */
const inJson = /[\n\u007f-\u009f]/g;

export const readings: Readonly<Record<ReportFormat, Reading>> = {
  html: { read: (text) => parse(text), controls: /[\n\t]/g },
  json: { read: (text) => JSON.parse(text), controls: inJson },
  junit: { read: readXml, controls: /\n/g },
  markdown: { read: rendered, controls: /\n/g },
  sarif: { read: (text) => JSON.parse(text), controls: inJson },
};
