import { promotionStatement } from '../../../../src/store/evidence/promotion-statement.ts';
import { digestOf, promotion } from '../example.ts';
import type { BadEvidence } from './case.ts';
import { payloadText, signed, withCounts, withPredicate, withStatement } from './made.ts';

const { subject } = promotionStatement(promotion);
const { outcome, log, tool } = promotion;

/** Statements that the trusted key signed, and that no gate writes. */
export const badStatements: Readonly<Record<string, BadEvidence>> = {
  'a payload that is empty': { bytes: signed(''), code: 'EVIDENCE_TEXT', says: /payload is empty/ },
  'a payload with a byte order mark': {
    bytes: signed(`\ufeff${payloadText}`),
    code: 'EVIDENCE_TEXT',
    says: /The payload begins/,
  },
  'a payload that is not UTF-8': {
    bytes: signed(Buffer.from([0xc3, 0x28])),
    code: 'EVIDENCE_TEXT',
    says: /The payload is not UTF-8/,
  },
  'a payload that is cut': {
    bytes: signed(payloadText.slice(0, 100)),
    code: 'EVIDENCE_JSON',
    says: /The payload is no JSON: it ends/,
  },
  'a payload with a newline': {
    bytes: signed(`${payloadText}\n`),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /The payload is not written/,
  },
  'a payload with its keys in another order': {
    bytes: signed(JSON.stringify(promotionStatement(promotion))),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /The payload is not written/,
  },
  'a number in another form': {
    bytes: signed(payloadText.replace('"sequence":7', '"sequence":7.0')),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /form of a number/,
  },
  'half a character': {
    bytes: signed(payloadText.replace('Ada', '\\ud800')),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /The payload is not written/,
  },
  'a number beyond all': {
    bytes: signed(payloadText.replace('"sequence":7', '"sequence":1e999')),
    code: 'EVIDENCE_NOT_CANONICAL',
    says: /The payload is not written/,
  },
  'a snapshot given twice': {
    bytes: signed(payloadText.replace('"snapshot":', `"snapshot":"${digestOf('e')}","snapshot":`)),
    code: 'EVIDENCE_DOUBLE_KEY',
    says: /The payload has the key 'snapshot' twice/,
  },
  'a policy given twice': {
    bytes: signed(
      payloadText.replace('"mutationScore":0.85', '"mutationScore":0,"mutationScore":0.85'),
    ),
    code: 'EVIDENCE_DOUBLE_KEY',
    says: /'mutationScore' twice/,
  },
  'another version of the statement': {
    bytes: withStatement({ _type: 'https://in-toto.io/Statement/v0.1' }),
    code: 'EVIDENCE_STATEMENT_TYPE',
    says: /statement\._type/,
  },
  'a statement without its type': {
    bytes: withStatement({ _type: undefined }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /statement\._type is missing/,
  },
  'a statement about something else': {
    bytes: withStatement({ predicateType: 'https://slsa.dev/provenance/v1', predicate: {} }),
    code: 'EVIDENCE_PREDICATE_TYPE',
    says: /statement\.predicateType/,
  },
  'the next version of the predicate': {
    bytes: withStatement({ predicateType: 'urn:assay:promotion:2' }),
    code: 'EVIDENCE_PREDICATE_TYPE',
    says: /does not know/,
  },
  'a statement with one more key': {
    bytes: withStatement({ expires: '2027-01-01' }),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /statement has the unknown key 'expires'/,
  },
  'a statement without a predicate': {
    bytes: withStatement({ predicate: undefined }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /statement\.predicate is missing/,
  },
  'no subject': {
    bytes: withStatement({ subject: [] }),
    code: 'EVIDENCE_SUBJECTS',
    says: /exactly one snapshot/,
  },
  'two subjects': {
    bytes: withStatement({
      subject: [...subject, { name: 'fares', digest: { sha256: 'f'.repeat(64) } }],
    }),
    code: 'EVIDENCE_SUBJECTS',
    says: /exactly one snapshot/,
  },
  'a subject of another digest': {
    bytes: withStatement({ subject: [{ name: 'trips', digest: { sha256: 'f'.repeat(64) } }] }),
    code: 'EVIDENCE_OTHER_SUBJECT',
    says: /not the snapshot/,
  },
  'a subject of another name': {
    bytes: withStatement({ subject: [{ ...subject[0], name: 'fares' }] }),
    code: 'EVIDENCE_OTHER_SUBJECT',
    says: /not the snapshot/,
  },
  'a subject by another hash': {
    bytes: withStatement({ subject: [{ name: 'trips', digest: { md5: 'f'.repeat(32) } }] }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /statement\.subject\.0\.digest\.sha256 is missing/,
  },
  'a subject by two hashes': {
    bytes: withStatement({
      subject: [{ name: 'trips', digest: { ...subject[0].digest, sha512: 'f'.repeat(128) } }],
    }),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /subject\.0\.digest has the unknown key 'sha512'/,
  },
  'a subject with a digest in capitals': {
    bytes: withStatement({ subject: [{ name: 'trips', digest: { sha256: 'A'.repeat(64) } }] }),
    code: 'EVIDENCE_DIGEST',
    says: /subject\.0\.digest\.sha256/,
  },
  'an outcome with a digest in capitals': {
    bytes: withPredicate({ outcome: { ...outcome, digest: `sha256:${'C'.repeat(64)}` } }),
    code: 'EVIDENCE_DIGEST',
    says: /predicate\.outcome\.digest is no SHA-256/,
  },
  'an outcome with a digest without its kind': {
    bytes: withPredicate({ outcome: { ...outcome, digest: 'c'.repeat(64) } }),
    code: 'EVIDENCE_DIGEST',
    says: /predicate\.outcome\.digest is no SHA-256/,
  },
  'a digest with a newline behind it': {
    bytes: withPredicate({ replaces: `${digestOf('b')}\n` }),
    code: 'EVIDENCE_DIGEST',
    says: /predicate\.replaces/,
  },
  'no outcome': {
    bytes: withPredicate({ outcome: null }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.outcome is no value/,
  },
  'counts with a fraction': {
    bytes: withCounts({ passed: 1.5 }),
    code: 'EVIDENCE_COUNTS',
    says: /counts\.passed is no whole number/,
  },
  'counts below zero': {
    bytes: withCounts({ failed: -1 }),
    code: 'EVIDENCE_COUNTS',
    says: /counts\.failed is no whole number/,
  },
  'counts as text': {
    bytes: withCounts({ passed: '12' }),
    code: 'EVIDENCE_COUNTS',
    says: /counts\.passed is no whole number/,
  },
  'counts beyond exact numbers': {
    bytes: withCounts({ passed: 2 ** 53 }),
    code: 'EVIDENCE_COUNTS',
    says: /counts\.passed is no whole number/,
  },
  'counts without one state': {
    bytes: withCounts({ failed: undefined }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /counts\.failed is missing/,
  },
  'counts with a state more': {
    bytes: withCounts({ skipped: 3 }),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /counts has the unknown key 'skipped'/,
  },
  'nothing judged': {
    bytes: withCounts({ passed: 0, warned: 0 }),
    code: 'EVIDENCE_COUNTS',
    says: /nothing was judged/,
  },
  'something that could not be judged': {
    bytes: withCounts({ errored: 1 }),
    code: 'EVIDENCE_COUNTS',
    says: /could not be/,
  },
  'nothing judged, and something that did not run': {
    bytes: withCounts({ passed: 0, warned: 0, notRun: 3 }),
    code: 'EVIDENCE_COUNTS',
    says: /nothing was judged/,
  },
  'no contract': {
    bytes: withPredicate({ contracts: [] }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.contracts is no value/,
  },
  'an approver without a name': {
    bytes: withPredicate({ approvers: [''] }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.approvers\.0 is no value/,
  },
  'policies as a list': {
    bytes: withPredicate({ policies: [] }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.policies is no value/,
  },
  'a predicate with one more key': {
    bytes: withPredicate({ waived: true }),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /predicate has the unknown key 'waived'/,
  },
  'a predicate with a prototype': {
    bytes: signed(payloadText.replace('"approvers":', '"__proto__":{"tag":"x"},"approvers":')),
    code: 'EVIDENCE_UNKNOWN_KEY',
    says: /predicate has the unknown key '__proto__'/,
  },
  'a predicate without its approvers': {
    bytes: withPredicate({ approvers: undefined }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /predicate\.approvers is missing/,
  },
  'a commit that is a branch': {
    bytes: withPredicate({ commit: 'main' }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.commit is no value/,
  },
  'a time without a zone': {
    bytes: withPredicate({ at: '2026-12-01T10:00:00.000' }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.at is no value/,
  },
  'a day that there is not': {
    bytes: withPredicate({ at: '2026-02-30T10:00:00.000Z' }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.at is no value/,
  },
  'the number of a record before the first': {
    bytes: withPredicate({ log: { ...log, sequence: 0 } }),
    code: 'EVIDENCE_VALUE',
    says: /predicate\.log\.sequence is no value/,
  },
  'a seventh record with none before it': {
    bytes: withPredicate({ log: { ...log, previous: null } }),
    code: 'EVIDENCE_VALUE',
    says: /none before it/,
  },
  'a tool without a version': {
    bytes: withPredicate({ tool: { name: tool.name } }),
    code: 'EVIDENCE_MISSING_KEY',
    says: /tool\.version is missing/,
  },
  'policies nested without end': {
    bytes: withPredicate({ policies: JSON.parse(`${'{"a":'.repeat(64)}1${'}'.repeat(64)}`) }),
    code: 'EVIDENCE_VALUE',
    says: /nested deeper/,
  },
};
