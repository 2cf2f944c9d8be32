import { contractFile, endless } from '../files.ts';
import { contractPath, fromVitest, red, verified, type Way } from './way.ts';

const measuring = { [contractPath]: contractFile({ verify: `verify(people, ${endless});` }) };
const hooked = (hook: string) => ({
  [contractPath]: contractFile({ verify: `${verified}\n${hook}`, more: fromVitest }),
});
const broken = { [contractPath]: contractFile({ expect: 'rows.count().atLeast(4),' }) };
const missed = 'rows.count() is at least 4';
const notEnded = 'The run did not end';
const tooEarly = 'The process was ended before the run of the contracts had';

/** A reporter of the user's own, before those of Assay and after them. */
const withReporter = (body: string) => ({
  config: `
    import { contracts } from 'assay/plugin';
    const own = { ${body} };
    export default { plugins: [contracts()], test: { reporters: [own, ...REPORTERS] } };`,
});

/** A globalSetup, which runs in Vitest's own process. */
const withSetup = (text: string) => ({
  test: "globalSetup: './setup.ts',",
  setup: { 'setup.ts': text },
});
const setup = (name: string, text: string, end: Way['end'], files: Way['files'] = {}): Way => {
  const { test, setup: own } = withSetup(text);
  return { name, test, files: { ...own, ...files }, end };
};

/** How processes can end, and what runs beside the tests in Vitest's own. */
export const byProcess: readonly Way[] = [
  {
    name: 'a worker killed by SIGKILL',
    files: hooked("beforeAll(() => { process.kill(process.pid, 'SIGKILL'); });"),
    end: red('8 expectations got no result'),
  },
  {
    name: 'a worker killed by SIGKILL before it collected anything',
    files: { [contractPath]: "process.kill(process.pid, 'SIGKILL');" },
    end: red('never reported'),
  },
  {
    name: 'a worker out of memory',
    files: hooked(
      'beforeAll(() => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); });',
    ),
    test: "execArgv: ['--max-old-space-size=64'],",
    end: red('8 expectations got no result'),
  },
  {
    name: 'a worker that ends itself, past what Vitest intercepts',
    files: hooked('beforeAll(() => { process.reallyExit(0); });'),
    end: red('8 expectations got no result'),
  },
  {
    name: 'Ctrl-C',
    files: measuring,
    signal: ['SIGINT', 'group'],
    end: red(notEnded, { code: 130, terminal: null }),
  },
  {
    name: 'SIGTERM',
    files: measuring,
    signal: ['SIGTERM', 'group'],
    end: red(notEnded, { code: 143, terminal: null }),
  },
  {
    name: 'SIGKILL of the whole run',
    files: measuring,
    signal: ['SIGKILL', 'group'],
    end: red(notEnded, { code: null, terminal: null }),
  },
  {
    name: 'SIGKILL of Vitest alone',
    files: measuring,
    signal: ['SIGKILL', 'main'],
    end: red(notEnded, { code: null, terminal: null }),
  },
  {
    name: 'a measurement that takes longer than its timeout',
    files: {
      [contractPath]: contractFile({ verify: `verify(people, ${endless}, { timeout: '500ms' });` }),
    },
    end: red('measuring took longer than 500ms'),
  },
  setup(
    'a globalSetup that throws',
    "export const setup = () => { throw new Error('boom'); };",
    red('never reported', { terminal: 'boom' }),
  ),
  setup(
    'process.exit(0) in a globalSetup',
    'export const setup = () => process.exit(0);',
    red(notEnded, { terminal: tooEarly }),
  ),
  setup(
    'process.exit(0) in a teardown',
    'export const teardown = () => process.exit(0);',
    red(missed),
    broken,
  ),
  setup(
    'process.exitCode = 0 in a teardown',
    'export const teardown = () => { process.exitCode = 0; };',
    red(missed),
    broken,
  ),
  setup(
    'a teardown that throws',
    "export const teardown = () => { throw new Error('boom'); };",
    red('The process ended with exit code 1', { terminal: 'boom' }),
  ),
  {
    name: 'process.exit(0) in a timer of the config, during the run',
    files: measuring,
    config: `
      import { contracts } from 'assay/plugin';
      const later = { onTestModuleStart: () => setTimeout(() => process.exit(0), 50) };
      export default { plugins: [contracts()], test: { reporters: [later, ...REPORTERS] } };`,
    end: red(notEnded, { terminal: tooEarly }),
  },
  {
    name: 'a reporter that throws at the start',
    ...withReporter("onInit() { throw new Error('broken reporter'); }"),
    end: red(notEnded, { terminal: 'broken reporter' }),
  },
  {
    name: 'a reporter that throws when a test ends',
    ...withReporter("onTestCaseResult() { throw new Error('broken reporter'); }"),
    end: red('broken reporter'),
  },
  {
    name: 'a reporter that throws at the end',
    ...withReporter("onTestRunEnd() { throw new Error('broken reporter'); }"),
    end: red(notEnded, { terminal: 'broken reporter' }),
  },
  {
    name: 'a reporter that rejects at the end',
    ...withReporter("async onTestRunEnd() { throw new Error('broken reporter'); }"),
    end: red('The process ended with exit code 1', { terminal: 'broken reporter' }),
  },
  {
    name: 'a reporter that sets process.exitCode to 0',
    files: broken,
    ...withReporter('onTestRunEnd() { setTimeout(() => { process.exitCode = 0; }, 0); }'),
    end: red(missed),
  },
  {
    name: 'dangerouslyIgnoreUnhandledErrors',
    files: hooked("Promise.reject(new Error('stray'));"),
    args: ['--dangerouslyIgnoreUnhandledErrors'],
    end: { kind: 'asked', words: '--dangerouslyIgnoreUnhandledErrors', says: null },
  },
];
