import process from 'node:process';
import { createInterface } from 'node:readline';
import { type Case, judgeFile } from './judged-file.ts';

// Judges cases, a line of JSON each, in a process of its own: what takes the engine down takes this process down, and
// whoever asked sees it.
const folder = process.argv[2] ?? '';
for await (const line of createInterface({ input: process.stdin })) {
  const judged = await judgeFile(folder, JSON.parse(line) as Case);
  const ended = process.resourceUsage().maxRSS;
  process.stdout.write(`${JSON.stringify({ ...judged, ended })}\n`);
}
process.exit(0);
