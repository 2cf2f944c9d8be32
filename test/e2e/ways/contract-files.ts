import { contractFile } from '../files.ts';
import { asked, contractPath, fromVitest, red, verified, type Way } from './way.ts';

const hook = (name: string, body: string) => `describe('x', () => {
  ${name}(() => { ${body} });
  ${verified}
});`;

/** A project whose contract file has this in place of its call of verify. */
const having = (verify: string, more = fromVitest) => ({
  [contractPath]: contractFile({ verify, more }),
});

/** A contract that is broken, and what could hide it. */
const broken = (verify: string) => ({
  [contractPath]: contractFile({ expect: 'rows.count().atLeast(4),', verify, more: fromVitest }),
});
const missed = 'rows.count() is at least 4';

const more = (text: string) => ({ 'contracts/more.contract.ts': text });

/** A contract that nobody verifies. */
export const made =
  "import { contract, z } from 'assay';\nexport const more = contract('more', { schema: z.object({ id: z.int() }) });";

/** What a contract file itself can do. */
export const inContractFiles: readonly Way[] = [
  {
    name: 'a contract file that throws when it is imported',
    files: more("throw new Error('not to be imported');"),
    end: red('not to be imported'),
  },
  {
    name: 'a contract file that is no TypeScript',
    files: more('const = ;'),
    end: red('contracts/more.contract.ts'),
  },
  {
    name: 'a contract file that imports what is not there',
    files: more("import './nothing-here.ts';"),
    end: red('nothing-here.ts'),
  },
  {
    name: 'a contract that can not be planned',
    files: {
      [contractPath]: contractFile({
        expect: "rows.count().atLeast('many'),",
        more: '// @ts-nocheck',
      }),
    },
    end: red("'many' is neither a count nor a share"),
  },
  {
    name: 'a dataset that throws when it is opened',
    files: having(`verify(people, {
      kind: 'query', engine: 'duckdb', label: 'broken', watch: [],
      access: async () => ({ directories: [], extensions: [], setup: [] }),
      open: async () => { throw new TypeError('not to be told'); },
    });`),
    end: red('assay itself failed'),
  },
  {
    name: 'a beforeAll that throws',
    files: having(hook('beforeAll', "throw new Error('boom');")),
    end: red('boom'),
  },
  {
    name: 'a beforeEach that throws',
    files: having(hook('beforeEach', "throw new Error('boom');")),
    end: red('its test failed before it had a result', { terminal: 'boom' }),
  },
  {
    name: 'an afterEach that throws',
    files: having(hook('afterEach', "throw new Error('boom');")),
    end: red('boom'),
  },
  {
    name: 'an afterAll that throws',
    files: having(hook('afterAll', "throw new Error('boom');")),
    end: red('boom'),
  },
  {
    name: 'a hook that skips every test',
    files: having(`describe('x', () => {
      beforeEach(({ skip }) => skip());
      ${verified}
    });`),
    end: red('Nothing was judged'),
  },
  {
    name: 'a rejection that nobody handles',
    files: having(verified, "Promise.reject(new Error('stray'));"),
    end: red('stray'),
  },
  {
    name: 'an exception in a timer',
    files: having(
      `${verified}\nbeforeAll(() => { setTimeout(() => { throw new Error('stray'); }, 1); });`,
    ),
    end: red('stray'),
  },
  {
    name: 'a rejection after the last test',
    files: having(`${verified}\nafterAll(() => { Promise.reject(new Error('stray')); });`),
    end: red('stray'),
  },
  {
    name: 'process.exit(0) when a contract file is imported',
    files: having('process.exit(0);'),
    end: red('process.exit unexpectedly called with "0"'),
  },
  {
    name: 'process.exit(0) in a hook',
    files: having(hook('beforeAll', 'process.exit(0);')),
    end: red('process.exit unexpectedly called with "0"'),
  },
  {
    name: 'process.exit(0) in a timer, during the tests',
    files: having(`${verified}\nbeforeAll(() => { setTimeout(() => process.exit(0), 0); });`),
    end: red('process.exit unexpectedly called with "0"'),
  },
  {
    name: 'process.exitCode = 0 at the end of a contract file',
    files: broken(`${verified}\nafterAll(() => { process.exitCode = 0; });`),
    end: red(missed),
  },
  {
    name: 'a contract that is never verified',
    files: more(made),
    end: red("Contract 'more' (contracts/more.contract.ts:2) is not verified on any data"),
  },
  {
    name: 'a contract that is never verified, beside another test in its file',
    files: more(`${made}\nimport { test } from 'vitest';\ntest('fine', () => {});`),
    end: red("Contract 'more' (contracts/more.contract.ts:2) is not verified on any data"),
  },
  {
    name: 'a contract that is never verified, beside one that is',
    files: having(
      verified,
      "export const more = contract('more', { schema: z.object({ id: z.int() }) });",
    ),
    end: red("Contract 'more' (contracts/people.contract.ts:2) is not verified on any data"),
  },
  {
    name: 'a contract that is verified under a condition that does not come to pass, beside another call of verify()',
    files: more(`${made}
      import { csv, verify } from 'assay';
      if (new Date() < new Date(0)) verify(more, csv('data/people.csv'));
      verify(contract('people of more', { schema: z.object({ id: z.int() }) }), csv('data/people.csv'));`),
    end: red("Contract 'more' (contracts/more.contract.ts:2) is not verified on any data"),
  },
  {
    name: 'a contract that is verified in a loop over no files',
    files: more(`${made}
      import { globSync } from 'node:fs';
      import { csv, verify } from 'assay';
      for (const file of globSync('data/none-*.csv')) verify(more, csv(file));`),
    end: red("Contract 'more' (contracts/more.contract.ts:2) is not verified on any data"),
  },
  {
    name: 'a contract that a function makes, and nobody verifies',
    files: {
      'contracts/make.ts': `import { contract, z } from 'assay';
        export const make = (name: string) => contract(name, { schema: z.object({ id: z.int() }) });`,
      ...more(`import { make } from './make.ts';
        import { csv, verify } from 'assay';
        make('lost');
        verify(make('kept'), csv('data/people.csv'));`),
    },
    end: red("Contract 'lost'"),
  },
  {
    name: 'a contract of another module, verified in a loop over no files',
    files: {
      'contracts/shared.ts': made,
      ...more(`import { csv, verify } from 'assay';
        import { more } from './shared.ts';
        for (const file of [] as string[]) verify(more, csv(file));`),
    },
    end: red('contracts/more.contract.ts is a contract file without a verify() call'),
  },
  {
    name: 'a contract of another module, which no contract file verifies',
    files: {
      'contracts/shared.ts': made,
      ...having(verified, "import { more } from './shared.ts';\nvoid more;"),
    },
    end: red("Contract 'more' (contracts/shared.ts:2) is not verified on any data"),
  },
  {
    name: 'a contract file with nothing but types',
    files: more('export type Person = { id: number };'),
    end: red('contracts/more.contract.ts is a contract file without a verify() call'),
  },
  {
    name: 'a contract without expectations',
    files: more(
      "import { contract, csv, verify, z } from 'assay';\nverify(contract('more', { schema: z.looseObject({}) }), csv('data/people.csv'));",
    ),
    end: red('expects nothing'),
  },
  {
    name: 'verify() called twice',
    files: having(`${verified}\n${verified}`),
    end: red('more than once'),
  },
  {
    name: 'verify() in a describe.each that repeats',
    files: having(`describe.each([1, 2])('%i', () => { ${verified} });`),
    end: red('more than once'),
  },
  {
    name: 'two contracts of one name in two files',
    files: {
      ...more(contractFile({ verify: "verify(people, csv('data/more.csv'));" })),
      'data/more.csv': 'id,name\n1,Ada\n',
    },
    end: red("Two different contracts are named 'people'"),
  },
  {
    name: 'verify() called late, in a timer',
    files: having(
      `${verified}\nsetTimeout(() => { try { verify(people, csv('data/late.csv')); } catch {} }, 1);`,
    ),
    end: red('data/late.csv'),
  },
  {
    name: 'verify() called late, behind an import() that nobody awaits',
    files: having(
      `${verified}\nimport('node:fs/promises').then((fs) => fs.stat('.')).then(() => verify(people, csv('data/late.csv'))).catch(() => {});`,
    ),
    end: red('data/late.csv'),
  },
  {
    name: 'verify() called in a test',
    files: having(
      `${verified}\ntest('x', () => { try { verify(people, csv('data/late.csv')); } catch {} });`,
    ),
    end: red('data/late.csv'),
  },
  {
    name: 'verify() called in a hook',
    files: having(
      `${verified}\nbeforeAll(() => { try { verify(people, csv('data/late.csv')); } catch {} });`,
    ),
    end: red('data/late.csv'),
  },
  {
    name: 'verify.skip() for all',
    files: having(verified.replace('verify', 'verify.skip')),
    end: red('Nothing was judged'),
  },
  {
    name: 'verify() in a describe.skip, and no other',
    files: having(`describe.skip('x', () => { ${verified} });`),
    end: red('Nothing was judged'),
  },
  {
    name: 'verify() in a describe.todo, and no other',
    files: having(`describe.todo('x', () => { ${verified} });`),
    end: red('Nothing was judged'),
  },
  {
    name: '.only on another test of the contract file',
    files: having(`${verified}\ntest.only('x', () => {});`),
    end: red('Nothing was judged'),
  },
  {
    name: '.only left in, in CI',
    files: having(
      `verify.only(people, csv('data/people.csv'));\nverify(people, csv('data/none.csv'));`,
    ),
    env: { CI: '1' },
    end: red('.only'),
  },
  {
    name: '.only left in, at a desk',
    files: having(
      `verify.only(people, csv('data/people.csv'));\nverify(people, csv('data/none.csv'));`,
    ),
    end: asked('verify.only', 'data/none.csv', '.only is left in'),
  },
  {
    name: 'verify.skip() for one of two',
    files: having(`${verified}\nverify.skip(people, csv('data/none.csv'));`),
    end: asked('verify.skip', 'data/none.csv', 'the file skips some'),
  },
  {
    name: 'describe.skipIf(true) around one of two',
    files: having(
      `${verified}\ndescribe.skipIf(true)('x', () => { verify(people, csv('data/none.csv')); });`,
    ),
    end: asked('describe.skipIf', 'data/none.csv', 'the file skips some'),
  },
  {
    name: 'a hook that skips the one expectation that does not hold',
    files: broken(`describe('x', () => {
      beforeEach(({ skip, task }) => skip(task.name === 'rows.count() is at least 4'));
      ${verified}
    });`),
    end: asked('skip()', missed, 'a hook of the file skips some'),
  },
  {
    name: 'a hook that skips an expectation once it has failed',
    files: broken(`describe('x', () => {
      afterEach(({ skip, task }) => skip(task.name === 'rows.count() is at least 4'));
      ${verified}
    });`),
    end: red(missed),
  },
  {
    name: 'every call of verify() skipped, beside other tests that pass',
    files: having(verified.replace('verify', 'verify.skip')),
    command: ['run'],
    end: red('Nothing was judged'),
  },
  {
    name: 'test.fails around it',
    files: broken(`describe('x', { fails: true }, () => { ${verified} });`),
    end: red(missed),
  },
  {
    name: 'retries around it',
    files: broken(`describe('x', { retry: 5, repeats: 2 }, () => { ${verified} });`),
    end: red(missed),
  },
  {
    name: '.concurrent and .shuffle around it',
    files: broken(`describe.concurrent('x', { shuffle: true }, () => { ${verified} });`),
    end: red(missed),
  },
  {
    name: 'a hook that takes the error off its test',
    files: broken(`describe('x', () => {
      afterEach(({ task }) => { if (task.result) { task.result.state = 'pass'; task.result.errors = []; } });
      ${verified}
    });`),
    end: red(missed),
  },
];
