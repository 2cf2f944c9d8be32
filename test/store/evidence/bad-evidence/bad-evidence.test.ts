import { describe, expect, test } from 'vitest';
import { EvidenceError } from '../../../../src/store/evidence/evidence-error.ts';
import { verifyEvidence } from '../../../../src/store/evidence/verify/verify-evidence.ts';
import { trusted } from '../example.ts';
import { badEnvelopes } from './envelopes.ts';
import { badFiles } from './files.ts';
import { badSignatures } from './signatures.ts';
import { badStatements } from './statements.ts';

const kinds = { badFiles, badEnvelopes, badSignatures, badStatements };
const cases = Object.values(kinds).flatMap((some) => Object.entries(some));

describe('bad evidence', () => {
  test.each(cases)('%s is refused, and the reason is said', (_, { bytes, options, code, says }) => {
    const error = refusalOf(() => verifyEvidence(bytes, { keys: [trusted], ...options }));
    expect({ code: error.code, message: error.message }).toEqual({
      code,
      message: expect.stringMatching(says),
    });
  });

  test('there are many kinds, and each has a name of its own', () => {
    expect(cases.length).toBeGreaterThan(100);
    expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
  });

  test('no reason quotes what is written in the file', () => {
    for (const [, { bytes, options }] of cases)
      expect(
        refusalOf(() => verifyEvidence(bytes, { keys: [trusted], ...options })).message,
      ).not.toMatch(/Ada|PRIVATE|\p{Cc}|\p{Cf}/u);
  });
});

function refusalOf(verify: () => unknown): EvidenceError {
  try {
    verify();
  } catch (error) {
    if (error instanceof EvidenceError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
