import { z } from 'zod';
import { promotionType, statementType } from '../statement.ts';

const text = () => z.string().min(1);
const digest = () =>
  z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)], { error: 'EVIDENCE_DIGEST' });
const count = () => z.int({ error: 'EVIDENCE_COUNTS' }).min(0, { error: 'EVIDENCE_COUNTS' });

/** The statement about a promotion. An error of a schema is the code that evidence is refused with. */
export const statementSchema = z.strictObject({
  _type: z.literal(statementType, { error: 'EVIDENCE_STATEMENT_TYPE' }),
  subject: z.tuple(
    [
      z.strictObject({
        name: text(),
        digest: z.strictObject({
          sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'EVIDENCE_DIGEST' }),
        }),
      }),
    ],
    { error: 'EVIDENCE_SUBJECTS' },
  ),
  predicateType: z.literal(promotionType, { error: 'EVIDENCE_PREDICATE_TYPE' }),
  predicate: z.strictObject({
    name: text(),
    tag: text(),
    source: text(),
    snapshot: digest(),
    replaces: digest().nullable(),
    outcome: z.strictObject({
      digest: digest(),
      counts: z.strictObject({
        passed: count(),
        warned: count(),
        failed: count(),
        errored: count(),
        notRun: count(),
      }),
    }),
    contracts: z.array(text()).min(1),
    policies: z.record(z.string(), z.unknown()),
    approvers: z.array(text()),
    commit: z
      .string()
      .regex(/^[0-9a-f]{40,64}$/)
      .nullable(),
    at: z.iso.datetime({ precision: 3 }),
    log: z.strictObject({ sequence: z.int().min(1), previous: digest().nullable() }),
    tool: z.strictObject({ name: text(), version: text() }),
  }),
});
