import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsText } from './column-kinds.ts';
import type { Fault } from './fault.ts';

/** Space and invisible characters around a text, or in the place of its spaces. */
export const whitespace: Fault = {
  kind: 'fault',
  name: 'whitespace',
  description: 'white space and invisible characters in text',
  changes: (column) => (holdsText(column) ? changesOf(column, edits) : []),
};

const noBreakSpace = '\u00a0';
const zeroWidthSpace = '\u200b';

const edits: readonly Edit[] = [
  { kind: 'surround', before: ' ', after: '' },
  { kind: 'surround', before: '', after: ' ' },
  { kind: 'surround', before: '\t', after: '' },
  { kind: 'surround', before: '', after: '\n' },
  { kind: 'surround', before: '', after: noBreakSpace },
  { kind: 'surround', before: '', after: zeroWidthSpace },
  { kind: 'replace', from: ' ', to: '  ' },
  { kind: 'replace', from: ' ', to: noBreakSpace },
];
