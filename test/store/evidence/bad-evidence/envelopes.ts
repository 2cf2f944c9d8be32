import type { BadEvidence } from './case.ts';
import { bytesOf, envelope, goodText, payloadText, withEnvelope } from './made.ts';

const { payload, signatures } = envelope();

/** Envelopes that are not as DSSE and Assay have them. */
export const badEnvelopes: Readonly<Record<string, BadEvidence>> = {
  'a payload of another type': {
    bytes: withEnvelope({ payloadType: 'application/json' }),
    code: 'EVIDENCE_PAYLOAD_TYPE',
    says: /envelope\.payloadType/,
  },
  'a payload of the type in capitals': {
    bytes: withEnvelope({ payloadType: 'application/vnd.in-toto+JSON' }),
    code: 'EVIDENCE_PAYLOAD_TYPE',
    says: /envelope\.payloadType/,
  },
  'an envelope without a type': {
    bytes: withEnvelope({ payloadType: undefined }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /envelope\.payloadType is missing/,
  },
  'an envelope without a payload': {
    bytes: withEnvelope({ payload: undefined }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /envelope\.payload is missing/,
  },
  'an envelope without the key signatures': {
    bytes: withEnvelope({ signatures: undefined }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /envelope\.signatures is missing/,
  },
  'an envelope with one more key': {
    bytes: withEnvelope({ certificate: 'x' }),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /envelope has the unknown key 'certificate'/,
  },
  'an envelope with a prototype': {
    bytes: bytesOf(goodText.replace('{', '{"__proto__":{},')),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /unknown key '__proto__'/,
  },
  'an unknown key that moves the cursor': {
    bytes: withEnvelope({ '\u001b[2J\u202e': 1 }),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /'\\u\{1b\}\[2J\\u\{202e\}'/,
  },
  'a payload that is an object': {
    bytes: withEnvelope({ payload: JSON.parse(payloadText) }),
    code: 'EVIDENCE_VALUE',
    says: /envelope\.payload is no value/,
  },
  'a payload in base64 for addresses': {
    bytes: withEnvelope({ payload: Buffer.from('{"??>>":1}').toString('base64url') }),
    code: 'EVIDENCE_BASE64',
    says: /The payload of the envelope/,
  },
  'a payload in base64 without its padding': {
    bytes: withEnvelope({ payload: Buffer.from('{}').toString('base64').replace('=', '') }),
    code: 'EVIDENCE_BASE64',
    says: /The payload of the envelope/,
  },
  'a payload in base64 with a line break': {
    bytes: withEnvelope({ payload: `${payload.slice(0, 76)}\n${payload.slice(76)}` }),
    code: 'EVIDENCE_BASE64',
    says: /The payload of the envelope/,
  },
  'a payload in base64 with bits left over': {
    bytes: withEnvelope({ payload: 'e31=' }),
    code: 'EVIDENCE_BASE64',
    says: /The payload of the envelope/,
  },
  'a signature that is text': {
    bytes: withEnvelope({ signatures: ['signed'] }),
    code: 'EVIDENCE_VALUE',
    says: /envelope\.signatures\.0 is no value/,
  },
  'a signature in hexadecimal digits': {
    bytes: withEnvelope({
      signatures: signatures.map(({ keyid, sig }) => ({
        keyid,
        sig: Buffer.from(sig, 'base64').toString('hex'),
      })),
    }),
    code: 'EVIDENCE_SIGNATURE_FORM',
    says: /64 bytes/,
  },
  'a signature in base64 that is not canonical': {
    bytes: withEnvelope({
      signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig: sig.replace(/=+$/, '') })),
    }),
    code: 'EVIDENCE_BASE64',
    says: /A signature of the envelope/,
  },
  'an empty signature': {
    bytes: withEnvelope({ signatures: signatures.map(({ keyid }) => ({ keyid, sig: '' })) }),
    code: 'EVIDENCE_SIGNATURE_FORM',
    says: /64 bytes/,
  },
  'a signature without the name of its key': {
    bytes: withEnvelope({ signatures: signatures.map(({ sig }) => ({ sig })) }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /envelope\.signatures\.0\.keyid is missing/,
  },
  'the name of a key in capitals': {
    bytes: withEnvelope({
      signatures: signatures.map(({ keyid, sig }) => ({ keyid: keyid.toUpperCase(), sig })),
    }),
    code: 'EVIDENCE_SIGNATURE_FORM',
    says: /envelope\.signatures\.0\.keyid/,
  },
  'a signature with a certificate': {
    bytes: withEnvelope({ signatures: signatures.map((one) => ({ ...one, cert: 'x' })) }),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /envelope\.signatures\.0 has the unknown key 'cert'/,
  },
  'one signature twice': {
    bytes: withEnvelope({ signatures: [...signatures, ...signatures] }),
    code: 'EVIDENCE_SIGNATURE_FORM',
    says: /signed twice/,
  },
};
