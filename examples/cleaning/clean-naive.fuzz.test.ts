import { command, fuzz, sqlStep } from 'assay/fuzz';
import { laws } from './laws.ts';

// The steps as they were first written: these tests fail, and each failure is a bug.
fuzz('clean.naive.sql', { ...laws, seed: 1, step: sqlStep('steps/clean.naive.sql') });
fuzz('clean_naive.py', {
  ...laws,
  seed: 1,
  step: command('python3 steps/clean_naive.py', { worker: true }),
});
