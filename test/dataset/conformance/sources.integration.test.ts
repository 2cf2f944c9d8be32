import { afterAll } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { sourceLaws } from './source-laws.ts';
import { sources } from './sources.ts';

afterAll(closeEngines);

for (const [name, source] of Object.entries(sources))
  if (source.needs !== undefined) sourceLaws(name, source);
