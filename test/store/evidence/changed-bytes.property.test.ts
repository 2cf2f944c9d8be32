import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EvidenceError } from '../../../src/store/evidence/evidence-error.ts';
import { promotionStatement } from '../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../src/store/evidence/seal-evidence.ts';
import { verifyEvidence } from '../../../src/store/evidence/verify/verify-evidence.ts';
import '../../support/seed.ts';
import { pair, promotion, trusted } from './example.ts';

const statement = promotionStatement(promotion);
const sealed = sealEvidence(statement, [pair.privateKey]);
const unsigned = sealEvidence(statement, []);

const changed = (bytes: Uint8Array, at: number, by: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ by : byte));

const changes: Readonly<Record<string, (bytes: Uint8Array, at: number, by: number) => Uint8Array>> =
  {
    changed,
    inserted: (bytes, at, by) =>
      Buffer.concat([bytes.slice(0, at), [by], bytes.slice(at)].map(toBuffer)),
    'left out': (bytes, at) => Buffer.concat([bytes.slice(0, at), bytes.slice(at + 1)]),
  };
const toBuffer = (part: Uint8Array | readonly number[]) => Buffer.from(part);

const where = fc.tuple(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }));

test.each(Object.entries(changes))('evidence with a byte %s is refused', (_, change) => {
  fc.assert(
    fc.property(where, ([at, by]) => {
      expect(() => verifyEvidence(change(sealed, at, by), { keys: [trusted] })).toThrow(
        EvidenceError,
      );
    }),
    { numRuns: 1000 },
  );
});

test('each byte of evidence counts', () => {
  for (let at = 0; at < sealed.length; at += 1)
    expect(() => verifyEvidence(changed(sealed, at, 1 << (at % 8)), { keys: [trusted] })).toThrow(
      EvidenceError,
    );
});

test('unsigned evidence with a byte changed is refused, or says in one form what it says', () => {
  fc.assert(
    fc.property(where, ([at, by]) => {
      const other = changed(unsigned, at % unsigned.length, by);
      try {
        const { statement: found } = verifyEvidence(other, { keys: [], allowUnsigned: true });
        expect(Buffer.from(sealEvidence(found, []))).toEqual(Buffer.from(other));
      } catch (error) {
        expect(error).toBeInstanceOf(EvidenceError);
      }
    }),
    { numRuns: 1000 },
  );
});
