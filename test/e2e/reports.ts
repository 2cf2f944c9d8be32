import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Report } from '../../src/outcome/report.ts';
import { fixture } from '../support/fixture.ts';
import { config, people, unitTest } from './files.ts';

/** The formats that are files, and how each says that a run is red. */
const formats = {
  json: (text: string) => parsed(text).state !== 'passed',
  markdown: (text: string) => !/^## ✅/m.test(text),
  junit: (text: string) => /<testsuites[^>]* (?:failures|errors)="[1-9]/.test(text),
  sarif: isRedSarif,
  html: (text: string) => !/class="verdict passed"/.test(text),
} as const;

/** Whether the text of a format says that its run is red. */
export const isRedIn = (format: FormatName, text: string): boolean =>
  formats[format](text) === true;

export type FormatName = keyof typeof formats;

/** What a run left behind. */
export interface Reported {
  readonly code: number | null;
  readonly output: string;
  readonly report: Report;
  /** Of each format in the package: whether it says that the run is red. */
  readonly verdicts: Readonly<Record<string, boolean>>;
  /** Each as its text, decoded so far that a plain text is found in it. */
  readonly texts: ReadonlyMap<FormatName, string>;
}

/** Formats whose module the installed package has. */
async function packedFormats(): Promise<readonly FormatName[]> {
  const folder = join(inject('installation'), 'node_modules/assay/dist/reporters');
  const files = new Set(await readdir(folder));
  const names = Object.keys(formats) as FormatName[];
  return names.filter((name) => files.has(`${name}.js`));
}

const parsed = (text: string): Report => JSON.parse(text) as Report;

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly { readonly level?: string }[];
    readonly invocations?: readonly { readonly executionSuccessful: boolean }[];
  }[];
}

function isRedSarif(text: string): boolean {
  const { runs } = JSON.parse(text) as Sarif;
  return runs.some(
    ({ results, invocations }) =>
      results.some(({ level }) => level === 'error') ||
      invocations?.some(({ executionSuccessful }) => !executionSuccessful),
  );
}

/** Run these contract files, alone, with every format that there is. */
export async function runReported(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Reported> {
  const names = await packedFormats();
  const reporters = names.map((name) => [`assay/reporters/${name}`, { outputFile: name }]);
  const one = await fixture({
    'vitest.config.ts': config(JSON.stringify({ reporters: ['default', ...reporters] })),
    'data/people.csv': people,
    'test/own.test.ts': unitTest(),
    ...files,
  });
  try {
    const ended = await one.run('vitest', ['run', '--project=contracts', ...args]);
    const texts = new Map<FormatName, string>();
    for (const name of names) texts.set(name, await one.read(name));
    return {
      code: ended.code,
      output: ended.output,
      report: parsed(texts.get('json') ?? ''),
      verdicts: Object.fromEntries([...texts].map(([name, text]) => [name, formats[name](text)])),
      texts: new Map([...texts].map(([name, text]) => [name, decoded(text)])),
    };
  } finally {
    await one.remove();
  }
}

/** A format's text with what it escapes as it was; in HTML a name may have markup in it, so once more without any. */
export const decoded = (text: string): string =>
  [text, text.replace(/<[^>]*>/g, '')]
    .join('\n')
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    )
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('\\"', '"');
