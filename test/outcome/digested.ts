import { contract } from '../../src/contract/contract.ts';
import { z } from '../../src/index.ts';
import { ruleDigest } from '../../src/outcome/rule-digest.ts';

interface Node {
  readonly name: string;
  readonly children: readonly Node[];
}

/** A schema that lies within itself. */
const node: z.ZodType<Node> = z.object({
  name: z.string(),
  get children() {
    return z.array(node);
  },
});

const schema = z
  .object({
    id: z.int(),
    email: z.email().nullable(),
    at: z.date().default(() => new Date()),
    tree: node,
    again: z.lazy(() => z.object({ k: z.string().refine((text) => text !== 'x') })),
    kind: z.union([z.literal('a'), z.object({ b: z.bigint().min(2n) })]),
    part: z.string().transform((text) => text.length),
    json: z.string(),
  })
  .refine(({ id }) => id > 0);

/** Returns the digests of the rules of a contract with all that makes digests differ from process to process. */
export const digests = (): readonly string[] =>
  contract('digested', { schema }, ({ rows, column }) => [
    rows.count().atLeast(1),
    rows.key('id'),
    rows.where('id > 1').per('email').column('id').mean().between(1, 2),
    column('id').drift('psi').atMost(0.2),
    column('id').mean().change().between('-10%', '10%'),
    column('json').json({ type: 'object', required: ['a'] }),
    column('at').age().atMost('24h'),
    column('email').format('email'),
  ]).expectations.map(ruleDigest);
