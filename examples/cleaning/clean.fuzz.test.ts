import { command, fuzz, sqlStep } from 'assay/fuzz';
import { laws } from './laws.ts';

fuzz('clean.sql', { ...laws, step: sqlStep('steps/clean.sql') });
fuzz('clean.py', { ...laws, step: command('python3 steps/clean.py', { worker: true }) });
