import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderCsv } from '../../examples/extending/csv-reporter.ts';
import { type ReportFormat, reportFiles } from '../../src/outcome/report-files.ts';
import { renderers } from '../../src/run/renderers.ts';
import { isRedIn } from '../e2e/reports.ts';
import { readCsv } from './csv-records.ts';
import { readings } from './laws.ts';
import { reporterLaws } from './reporter-laws.ts';

const formats = Object.keys(reportFiles) as readonly ReportFormat[];
const root = join(import.meta.dirname, '../..');

for (const name of formats)
  reporterLaws({
    name,
    ...readings[name],
    render: renderers[name],
    isRed: (text) => isRedIn(name, text),
  });

test.each(formats)(
  '%s has a reporter of its name, and a page of the documentation',
  async (format) => {
    const { default: Reporter } = await import(`../../reporters/${format}.ts`);
    const reporter = new Reporter();
    expect(typeof reporter.onTestRunEnd).toBe('function');
    expect(existsSync(join(root, `docs/reports/${format}.md`))).toBe(true);
  },
);

const oneLine = 'a line is a whole contract';

reporterLaws({
  name: 'the example of docs/extending.md',
  render: async () => renderCsv,
  read: readCsv,
  controls: /\n/g,
  isRed: (text) => readCsv(text).some(([of, , , , state]) => of === 'run' && state === 'failed'),
  skips: {
    'shows a masked value as the mask that it is': oneLine,
    'shows every term that a contract has': oneLine,
    'tells every property of a step that broke, with its reason': oneLine,
  },
});
