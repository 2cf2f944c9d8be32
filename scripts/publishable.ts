import { readFileSync } from 'node:fs';
import process from 'node:process';
import { publishProblem } from './publish-problem.ts';

/** Refuses to publish what nobody could report a hole in: runs before each `npm publish`. */
const manifest: unknown = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const problem = publishProblem(manifest);
if (problem !== null) {
  console.error(problem);
  process.exitCode = 1;
}
