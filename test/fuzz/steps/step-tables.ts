import { onTestFinished } from 'vitest';
import type { OpenStep, Step, StepTable } from '../../../src/fuzz/step.ts';
import type { Row } from '../../../src/generate/row-domain.ts';
import type { Family } from '../../../src/metric/expression.ts';

/** A table with the families given, whose other columns are what the rows hold. */
export const table = (
  columns: Readonly<Record<string, Family | null>>,
  rows: readonly Row[],
  name = 'input',
): StepTable => ({
  name,
  columns: Object.entries(columns).map(([column, family]) => ({ name: column, family })),
  rows,
});

/** Opens a step until the test has finished. */
export async function opened(
  step: Step,
  timeout = 10_000,
  root = process.cwd(),
): Promise<OpenStep> {
  const open = await step.open({ root, timeout });
  onTestFinished(() => open.close());
  return open;
}
