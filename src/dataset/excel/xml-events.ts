import { SaxesParser } from 'saxes';
import { DatasetError } from '../dataset.ts';

/**
 * Functions that are called for the elements of an XML document. Names are without their prefixes. Extensions (`extLst`) are
 * left out: a program may keep anything there, under names that mean something else in the workbook itself.
 */
export interface XmlEvents {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

const chunk = 1 << 16;

/** Parses an XML document piece by piece, and yields after each piece. Nothing outside of the document is read. */
export function* parseXml(bytes: Buffer, events: XmlEvents, shown: string): Generator<void> {
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} can't be read as XML, so the workbook is damaged: ${message.replace(/^\d+:\d+: /, '')}`,
    );
  });
  let extension = 0;
  parser.on('opentag', ({ name, attributes }) => {
    if (extension > 0 || local(name) === 'extLst') extension += 1;
    else events.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    if (extension > 0) extension -= 1;
    else events.close?.(local(name));
  });
  const text = (more: string) => {
    if (extension === 0) events.text?.(more);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  const decode = decoding(shown);
  for (let at = 0; at < bytes.length; at += chunk) {
    parser.write(decode(bytes.subarray(at, at + chunk), at + chunk < bytes.length));
    yield;
  }
  parser.close();
  yield;
}

/** Parses a whole XML document. */
export function parseAll(bytes: Buffer, events: XmlEvents, shown: string): void {
  for (const _ of parseXml(bytes, events, shown));
}

function decoding(shown: string): (bytes: Buffer, isMore: boolean) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (bytes, stream) => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw new DatasetError(
        'DATASET_UNREADABLE',
        `${shown} is not text in UTF-8, so the workbook is damaged.`,
      );
    }
  };
}

/** Decodes the escapes of texts in workbooks: `_x000D_` is a carriage return. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;
