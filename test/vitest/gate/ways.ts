/** A way to lose a contract that the candidate breaks: what stands in the project, and how the gate has to end. */
export interface GateWay {
  /** As a sentence goes on after "a gate with". */
  readonly name: string;
  /** The contract file. The candidate breaks the contract `lost` and keeps `good`. */
  readonly contracts: string;
  /** Source text of `test` in the Vitest config, of the plugin's options, and what stands before the config. */
  readonly test?: string;
  readonly options?: string;
  readonly before?: string;
  /** In place of the whole Vitest config. */
  readonly config?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly code: 1 | 2 | 4 | 64;
  /** What the command says. */
  readonly says: string;
}

/** A way as it is written: its contract file is the one that loses nothing, unless given. */
type Written = Omit<GateWay, 'contracts'> & Partial<Pick<GateWay, 'contracts'>>;

const made = `
import { contract, csv, snapshot, verify, z } from 'assay';
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';
const schema = z.object({ id: z.int(), fare: z.number() });
const good = contract('good', { schema }, ({ rows }) => [rows.count().atLeast(1)]);
const lost = contract('lost', { schema }, ({ column }) => [column('fare').max().atMost(20)]);
`;
/** A contract file that checks the snapshot against one contract that holds, and does this with one that does not. */
const beside = (text: string) => `${made}verify(good, snapshot('trips'));\n${text}`;
const alone = (text: string) => `${made}void good;\n${text}`;
const both = beside("verify(lost, snapshot('trips'));");

const missed = "lost on trips: column('fare').max() is at most 20";
const onlyOthers = 'No contract checks the snapshot';
const neverVerified = "Contract 'lost'";
const ended = 'The process was ended before the command had';
const askedNone = 'allowNoneSelected: true';

/** By what a contract file does. */
const byFile: readonly Written[] = [
  { name: 'nothing lost', code: 1, says: missed },
  {
    name: 'every call of verify() skipped',
    contracts: alone("verify.skip(lost, snapshot('trips'));"),
    options: askedNone,
    code: 2,
    says: 'was not run',
  },
  {
    name: 'one call of verify() skipped',
    contracts: beside("verify.skip(lost, snapshot('trips'));"),
    code: 2,
    says: 'was not run',
  },
  {
    name: 'a describe.skip around it',
    contracts: beside("describe.skip('x', () => { verify(lost, snapshot('trips')); });"),
    code: 2,
    says: 'was not run',
  },
  {
    name: '.only on another contract',
    contracts: `${made}verify.only(good, snapshot('trips'));\nverify(lost, snapshot('trips'));`,
    test: 'allowOnly: true',
    code: 2,
    says: 'marked .only',
  },
  {
    name: '.only on another test',
    contracts: `${both}\ntest.only('x', () => {});`,
    test: 'allowOnly: true',
    options: askedNone,
    code: 2,
    says: 'marked .only',
  },
  {
    name: 'a hook that skips its tests',
    contracts: beside(
      "describe('x', () => { beforeEach(({ skip }) => skip()); verify(lost, snapshot('trips')); });",
    ),
    code: 2,
    says: 'was not run',
  },
  {
    name: 'a hook that takes the error off its test',
    contracts: `${both}\nafterEach(({ task }) => { if (task.result) { task.result.state = 'pass'; task.result.errors = []; } });`,
    code: 2,
    says: missed,
  },
  {
    name: 'something around it that inverts failure',
    contracts: beside("describe('x', { fails: true }, () => verify(lost, snapshot('trips')));"),
    code: 1,
    says: missed,
  },
  {
    name: 'a verify() under a condition that is false',
    contracts: beside("if (Date.now() < 0) verify(lost, snapshot('trips'));"),
    code: 2,
    says: neverVerified,
  },
  {
    name: 'a verify() in a test',
    contracts: beside("test('x', () => { try { verify(lost, snapshot('trips')); } catch {} });"),
    code: 2,
    says: 'lost',
  },
  {
    name: 'a verify() of other data only',
    contracts: alone("verify(lost, csv('data/other.csv'));"),
    options: askedNone,
    code: 2,
    says: onlyOthers,
  },
  {
    name: 'a verify() of the snapshot in production only',
    contracts: alone("verify(lost, snapshot('trips@production'));"),
    code: 2,
    says: onlyOthers,
  },
  {
    name: 'a contract file without a verify()',
    contracts: 'export {};',
    options: askedNone,
    code: 2,
    says: 'without a verify() call',
  },
  {
    name: 'a contract file that fails to load',
    contracts: `import './nothing-here.ts';\n${both}`,
    code: 2,
    says: 'nothing-here',
  },
  {
    name: 'a beforeAll that throws',
    contracts: `${both}\nbeforeAll(() => { throw new Error('boom'); });`,
    code: 2,
    says: 'boom',
  },
  {
    name: 'a rejection that nobody handles, in a config that ignores them',
    contracts: `${both}\nafterAll(() => { void Promise.reject(new Error('stray')); });`,
    test: 'dangerouslyIgnoreUnhandledErrors: true',
    code: 2,
    says: 'stray',
  },
  {
    name: 'process.exit(0) in a contract file',
    contracts: `${both}\nprocess.exit(0);`,
    code: 2,
    says: 'process.exit',
  },
  {
    name: 'process.exitCode = 0',
    contracts: `${both}\nafterAll(() => { process.exitCode = 0; });`,
    code: 1,
    says: missed,
  },
  {
    name: 'a worker that ends itself, past what Vitest intercepts',
    contracts: `${both}\nbeforeAll(() => process.reallyExit(0));`,
    code: 2,
    says: 'got no result',
  },
  {
    name: 'a worker that is killed before it collected anything',
    contracts: `process.kill(process.pid, 'SIGKILL');\n${both}`,
    code: 2,
    says: 'contract file',
  },
];

const throwing = (method: string) =>
  `reporters: ['default', { ${method}() { throw new Error('a reporter threw'); } }]`;
const exiting = 'process.exit(0)';

/** By what the Vitest config says. */
const byConfig: readonly Written[] = [
  {
    name: 'a --contracts that matches no file',
    args: ['--contracts', 'contract/*.ts'],
    code: 64,
    says: 'No contract file matches contract/*.ts',
  },
  {
    name: 'an include that matches no file, where that may be',
    options: `include: 'nothing/*.ts', ${askedNone}`,
    test: 'passWithNoTests: true',
    code: 2,
    says: 'There is no contract file to run',
  },
  {
    name: 'a -t in the config, where nothing has to be selected',
    test: "testNamePattern: 'of nothing'",
    options: askedNone,
    code: 2,
    says: '-t "of nothing"',
  },
  {
    name: 'a -t in the config that leaves out one contract',
    test: "testNamePattern: 'good'",
    code: 2,
    says: '-t "good"',
  },
  {
    name: 'an exclude in the config',
    test: "exclude: ['**/*.contract.ts']",
    options: askedNone,
    code: 1,
    says: missed,
  },
  {
    name: 'a shard in the config',
    test: "shard: '2/2', passWithNoTests: true",
    options: askedNone,
    code: 1,
    says: missed,
  },
  {
    name: 'a project in the config that is not of contracts',
    test: "project: 'unit'",
    code: 2,
    says: 'unit',
  },
  {
    name: 'a config without the plugin',
    config: 'export default { test: {} };',
    code: 2,
    says: 'add the plugin contracts()',
  },
  {
    name: 'a config that can not be loaded',
    config: "throw new Error('a bad config');",
    code: 2,
    says: 'a bad config',
  },
  {
    name: 'bail, retry, threads, one shared module graph and typecheck.only',
    test: "bail: 1, retry: 3, pool: 'threads', isolate: false, typecheck: { only: true, enabled: true }",
    code: 1,
    says: missed,
  },
  {
    name: 'onUnhandledError that ignores them',
    contracts: `${both}\nafterAll(() => { void Promise.reject(new Error('stray')); });`,
    test: 'onUnhandledError: () => false',
    code: 1,
    says: missed,
  },
  {
    name: 'a reporter that throws at the begin',
    test: throwing('onTestRunStart'),
    code: 2,
    says: 'a reporter threw',
  },
  {
    name: 'a reporter that throws at a result',
    test: throwing('onTestCaseResult'),
    code: 2,
    says: 'a reporter threw',
  },
  {
    name: 'a reporter that throws at the end',
    test: throwing('onTestRunEnd'),
    code: 2,
    says: 'a reporter threw',
  },
  {
    name: 'a reporter that ends the process',
    test: `reporters: [{ onTestRunEnd() { ${exiting}; } }]`,
    code: 4,
    says: ended,
  },
  {
    name: 'a reporter that takes the errors off',
    test: "reporters: [{ onTestCaseResult(one) { one.task.result = { state: 'pass', errors: [] }; } }]",
    code: 2,
    says: missed,
  },
  { name: 'a config that ends the process', before: `${exiting};`, code: 4, says: ended },
  {
    name: 'a config that ends the process with 99, which Airflow takes for skipped',
    before: 'process.exit(99);',
    code: 4,
    says: ended,
  },
  {
    name: 'a config that never ends',
    before: 'await new Promise(() => {});',
    code: 4,
    says: ended,
  },
  {
    name: 'a global setup that throws',
    test: "globalSetup: 'setup.ts'",
    code: 2,
    says: 'the setup threw',
  },
  { name: 'ASSAY_UNMASK', env: { ASSAY_UNMASK: '1' }, code: 64, says: 'ASSAY_UNMASK' },
  {
    name: 'ASSAY_UNMASK in CI',
    env: { ASSAY_UNMASK: '1', CI: 'true' },
    code: 64,
    says: 'ASSAY_UNMASK',
  },
  {
    name: 'ASSAY_UNMASK set by the config',
    before: "process.env.ASSAY_UNMASK = '1';",
    code: 64,
    says: 'ASSAY_UNMASK',
  },
  {
    name: 'another time as now',
    env: { ASSAY_NOW: '2020-01-01T00:00:00Z' },
    code: 1,
    says: '"Now" was 2020-01-01T00:00:00.000Z for the contracts',
  },
  { name: 'ASSAY_NOW that is no time', env: { ASSAY_NOW: 'today' }, code: 64, says: 'ASSAY_NOW' },
];

/** All ways to lose a contract in a gate. */
export const gateWays: readonly GateWay[] = [...byFile, ...byConfig].map((way) => ({
  contracts: both,
  ...way,
}));
