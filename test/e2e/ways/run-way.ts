import { type Fixture, fixture } from '../../support/fixture.ts';
import { config, contractFile, people, unitTest } from '../files.ts';
import { decoded, isRedIn } from '../reports.ts';
import type { CheckWay } from './check.ts';
import { contractPath, type Format, formats, type Way } from './way.ts';

/** What a report says after a run; `stale` is what an earlier, green run had left there. */
export type Cell = 'red' | 'green' | 'absent' | 'stale';

export interface Lived {
  readonly code: number | null;
  readonly output: string;
  readonly cells: Readonly<Record<Format, Cell>>;
  /** Of reports that were written: their text, decoded so far that a plain text is found in it. */
  readonly texts: ReadonlyMap<Format, string>;
  /** As it is in the file. */
  readonly raw: ReadonlyMap<Format, string>;
}

const outputOf = (format: Format) => `out/${format}`;
/** As source text: Vitest's own and all of Assay's that write a file. */
const allReporters = JSON.stringify([
  'default',
  ...formats.map((name) => [`assay/reporters/${name}`, { outputFile: outputOf(name) }]),
]);
/** One of Vitest's own, and none of Assay's. */
const bareReporters = JSON.stringify(['dot']);

/** The config of a way, with these reporters. */
function configOf({ config: own, test = '', options = '' }: Way, reporters: string): string {
  if (own !== undefined) return own.replaceAll('REPORTERS', reporters);
  return config(`{ reporters: ${reporters}, ${test} }`, options);
}

/** The reports of a run that was green, to lie where each way's own will. */
export async function greenReports(): Promise<ReadonlyMap<Format, string>> {
  const green = { name: 'nothing to lose', end: { kind: 'asked', words: '', says: null } } as const;
  const lived = await live(green, new Map());
  if (lived.code !== 0) throw new Error(lived.output);
  return new Map([...lived.raw].map(([format, text]) => [format, text + mark]));
}

/** What no report ends with: two runs that took equally long may write the same. */
const mark = '\n\n\n';

/** Run a way, with every reporter, in a project of its own where an earlier run was green. */
export async function live(way: Way, earlier: ReadonlyMap<Format, string>): Promise<Lived> {
  return await inProject(way, allReporters, earlier, async (one) => {
    const { code, output } = await run(way, one);
    const { cells, raw } = await reportsIn(one, earlier);
    const texts = new Map([...raw].map(([format, text]) => [format, decoded(text)]));
    return { code, output, cells, texts, raw };
  });
}

/** What lies in a project where each report is written, and what it says. */
async function reportsIn(one: Fixture, earlier: ReadonlyMap<Format, string>) {
  const raw = new Map<Format, string>();
  for (const format of formats) {
    const text = await one.read(outputOf(format)).catch(() => null);
    if (text !== null) raw.set(format, text);
  }
  const cells = Object.fromEntries(
    formats.map((format) => [format, cellOf(format, raw.get(format), earlier.get(format))]),
  ) as Record<Format, Cell>;
  return { cells, raw };
}

/** Run `assay check` with every report, in a project of its own where an earlier run was green. */
export async function liveCheck(
  { contract, data = 'data/people.csv' }: CheckWay,
  earlier: ReadonlyMap<Format, string>,
): Promise<Pick<Lived, 'code' | 'output' | 'cells'>> {
  const one = await fixture({
    'vitest.config.ts': config(),
    'data/people.csv': people,
    ...Object.fromEntries([...earlier].map(([format, text]) => [outputOf(format), text])),
    ...(contract === null ? {} : { [contractPath]: contract }),
  });
  try {
    const reports = formats.map((format) => `${format}=${outputOf(format)}`).join(',');
    const args = ['check', data, contractPath, '--report', reports];
    const { code, output } = await one.run('assay', args);
    return { code, output, cells: (await reportsIn(one, earlier)).cells };
  } finally {
    await one.remove();
  }
}

/** The exit code of a way where no reporter of Assay takes part; what it prints is there for who reads a failed test. */
export const liveBare = (way: Way): Promise<Pick<Lived, 'code' | 'output'>> =>
  inProject(way, bareReporters, new Map(), (one) => run(way, one));

async function inProject<T>(
  way: Way,
  reporters: string,
  earlier: ReadonlyMap<Format, string>,
  act: (one: Fixture) => Promise<T>,
): Promise<T> {
  const one = await fixture({
    'vitest.config.ts': configOf(way, reporters),
    'data/people.csv': people,
    [contractPath]: contractFile(),
    'test/own.test.ts': unitTest(),
    ...Object.fromEntries([...earlier].map(([format, text]) => [outputOf(format), text])),
    ...way.files,
  });
  try {
    await way.before?.(one);
    return await act(one);
  } finally {
    await one.remove();
  }
}

function cellOf(format: Format, text: string | undefined, earlier: string | undefined): Cell {
  if (text === undefined) return 'absent';
  if (text === earlier) return 'stale';
  return isRedIn(format, text) ? 'red' : 'green';
}

async function run(way: Way, one: Fixture) {
  if (way.program !== undefined) {
    await one.write({ 'program.mjs': way.program });
    return await one.run('node', ['program.mjs'], way.env);
  }
  const args = way.command ?? ['run', '--project=contracts', ...(way.args ?? [])];
  const limit = way.largestFile;
  const running =
    limit === undefined
      ? one.start('vitest', args, way.env)
      : one.start('bash', ['-c', `ulimit -f ${limit}; exec vitest "$@"`, 'bash', ...args], way.env);
  if (way.during ?? way.signal) {
    await running.printed('RUNNING');
    await way.during?.(one);
    if (way.signal) running.signal(...way.signal);
  }
  return await running.ended;
}
