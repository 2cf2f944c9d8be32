#!/usr/bin/env node
import process from 'node:process';
import { exitCodes } from '../run/exit-status.ts';
import { unsupportedNode } from '../system/node-version.ts';

const refusal = unsupportedNode(process.versions.node);
if (refusal === null) {
  await import('./program.ts');
} else {
  process.stderr.write(`assay: ${refusal}\n`);
  process.exitCode = exitCodes.notJudged;
}
