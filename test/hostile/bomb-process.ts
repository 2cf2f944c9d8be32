import process from 'node:process';
import { failureMessage } from '../../src/outcome/failure.ts';
import { measureAll } from '../support/measured.ts';
import { type Bomb, bombs } from './bombs.ts';

// Measures one bomb in a process of its own and tells what came of it, and the most memory that it took.
const [name = '', path = '', size = ''] = process.argv.slice(2);
const { dataset, contract } = bombs[name as keyof typeof bombs] as Bomb;
const started = process.resourceUsage().maxRSS;
const outcomes = await measureAll(contract(Number(size)), dataset(path));
const problems = outcomes.flatMap(({ problem }) => problem ?? []);
const told = {
  states: [...new Set(outcomes.map(({ state }) => state))].sort(),
  problems: [...new Set(problems.map(({ code, message }) => `${code}: ${message}`))],
  observed: outcomes.filter(({ origin }) => origin === 'declared').map(({ observed }) => observed),
  /** The most characters that one outcome takes in a report of JSON, and as a failure in the terminal. */
  report: Math.max(...outcomes.map((outcome) => JSON.stringify(outcome).length)),
  failure: Math.max(...outcomes.map((outcome) => failureMessage(outcome).length)),
  kilobytes: process.resourceUsage().maxRSS,
  started,
};
process.stdout.write(JSON.stringify(told));
process.exit(0);
