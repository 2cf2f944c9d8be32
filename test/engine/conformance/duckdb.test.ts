import { afterAll } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { engineLaws } from './engine-laws.ts';

afterAll(closeEngines);

engineLaws({ engine: 'duckdb', skips: {}, failing: 'cast(s as bigint)' });
