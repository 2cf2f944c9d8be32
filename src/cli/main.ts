#!/usr/bin/env node
import process from 'node:process';
import { unsupportedNode } from '../system/node-version.ts';
import { exitCodes } from './usage.ts';

const refusal = unsupportedNode(process.versions.node);
if (refusal === null) {
  await import('./program.ts');
} else {
  process.stderr.write(`assay: ${refusal}\n`);
  process.exitCode = exitCodes.notJudged;
}
