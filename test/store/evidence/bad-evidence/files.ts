import type { BadEvidence } from './case.ts';
import { bytesOf, envelope, good, goodText } from './made.ts';

/** Files that are broken before anything in them counts. */
export const badFiles: Readonly<Record<string, BadEvidence>> = {
  'an empty file': { bytes: bytesOf(''), code: 'EVIDENCE_TEXT', says: /is empty/ },
  'a byte order mark': {
    bytes: bytesOf(`\ufeff${goodText}`),
    code: 'EVIDENCE_TEXT',
    says: /byte order mark/,
  },
  'bytes that are not UTF-8': {
    bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), good]),
    code: 'EVIDENCE_TEXT',
    says: /not UTF-8/,
  },
  'a file of two megabytes': {
    bytes: bytesOf(' '.repeat(2_097_152)),
    code: 'EVIDENCE_TEXT',
    says: /more than 1 MiB/,
  },
  'a file cut in the middle': {
    bytes: good.slice(0, good.length / 2),
    code: 'EVIDENCE_JSON',
    says: /ends in the middle/,
  },
  'a file without its last newline': {
    bytes: good.slice(0, -1),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /The evidence is not written/,
  },
  'a file without its last brace': {
    bytes: bytesOf(`${goodText.slice(0, -2)}\n`),
    code: 'EVIDENCE_JSON',
    says: /a character is wrong/,
  },
  'a second document behind it': {
    bytes: Buffer.concat([good, good]),
    code: 'EVIDENCE_JSON',
    says: /more follows/,
  },
  'spaces behind it': {
    bytes: bytesOf(`${goodText}  \n`),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /its spaces/,
  },
  'an indented envelope': {
    bytes: bytesOf(`${JSON.stringify(envelope(), null, 2)}\n`),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /its spaces/,
  },
  'keys in another order': {
    bytes: bytesOf(
      `${JSON.stringify({ payloadType: 'application/vnd.in-toto+json', ...envelope() })}\n`,
    ),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /order of its keys/,
  },
  'an escape that is not needed': {
    bytes: bytesOf(goodText.replace('application/', 'application\\/')),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /form of a number or text/,
  },
  'a payload given twice': {
    bytes: bytesOf(goodText.replace('{"payload":', '{"payload":"e30=","payload":')),
    code: 'EVIDENCE_DOUBLE_KEY',
    says: /'payload' twice/,
  },
  'a payload given twice, once by an escape': {
    bytes: bytesOf(goodText.replace('{"payload":', '{"p\\u0061yload":"e30=","payload":')),
    code: 'EVIDENCE_DOUBLE_KEY',
    says: /'payload' twice/,
  },
  'signatures given twice': {
    bytes: bytesOf(goodText.replace(/\}\n$/, ',"signatures":[]}\n')),
    code: 'EVIDENCE_DOUBLE_KEY',
    says: /'signatures' twice/,
  },
  'a thousand lists in each other': {
    bytes: bytesOf(`${'['.repeat(1000)}${']'.repeat(1000)}\n`),
    code: 'EVIDENCE_VALUE',
    says: /nested deeper/,
  },
  'a list': { bytes: bytesOf('[]\n'), code: 'EVIDENCE_VALUE', says: /envelope is no value/ },
  null: { bytes: bytesOf('null\n'), code: 'EVIDENCE_VALUE', says: /envelope is no value/ },
};
