import type { Log } from 'sarif';
import type { Report } from '../../src/outcome/report.ts';
import type { Format } from './ways/way.ts';

/** How each format says that a run is red. */
const reds: Readonly<Record<Format, (text: string) => boolean>> = {
  json: (text) => (JSON.parse(text) as Report).state !== 'passed',
  markdown: (text) => !/^## ✅/m.test(text),
  junit: (text) => /<testsuites[^>]* (?:failures|errors)="[1-9]/.test(text),
  sarif: isRedSarif,
  html: (text) => !/class="verdict passed"/.test(text),
};

/** Whether the text of a format says that its run is red. */
export const isRedIn = (format: Format, text: string): boolean => reds[format](text);

function isRedSarif(text: string): boolean {
  const { runs } = JSON.parse(text) as Log;
  return runs.some(
    ({ results = [], invocations = [] }) =>
      results.some(({ level }) => level === 'error') ||
      invocations.some(({ executionSuccessful }) => !executionSuccessful),
  );
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
