/** Files of users' projects, as small as they can be. */

/** A config with the plugin; `test` and `options` are source text. */
export const config = (test = '{}', options = ''): string => `
import { defineConfig } from 'vitest/config';
import { contracts } from 'assay/plugin';
export default defineConfig({ plugins: [contracts(${options})], test: ${test} });
`;

export const people = 'id,name\n1,Ada\n2,Grace\n3,Edsger\n';

/** A contract named `people`, over data/people.csv unless told otherwise. */
export const contractFile = ({
  name = 'people',
  expect = 'rows.count().atLeast(3),',
  verify = `verify(people, csv('data/people.csv'));`,
  more = '',
}: {
  readonly name?: string;
  readonly expect?: string;
  readonly verify?: string;
  readonly more?: string;
} = {}): string => `import { contract, csv, verify, z } from 'assay';
${more}
export const people = contract('${name}', {
  schema: z.object({ id: z.int(), name: z.string() }),
}, ({ rows, column }) => [
  ${expect}
]);

${verify}
`;

/** A dataset of more rows than anybody waits for; it says when it is about to be measured. */
export const endless = `{
  kind: 'query',
  engine: 'duckdb',
  label: 'endless',
  watch: [],
  access: async () => ({ directories: [], extensions: [], setup: [] }),
  open: async (reader) => {
    const relation = reader.freshName();
    const rows = 'select (hash(range) % 10)::int as id, chr(65) as name from range(100000000000)';
    await reader.query('create temp view ' + relation + ' as ' + rows);
    process._rawDebug('RUNNING');
    return { relation, problems: [], problemCount: 0, notes: [] };
  },
}`;

/** A test of the user's own. */
export const unitTest = (body = 'expect(1 + 1).toBe(2);'): string => `
import { expect, test } from 'vitest';
test('adds', () => { ${body} });
`;
