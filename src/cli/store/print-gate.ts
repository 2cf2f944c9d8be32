import { Chalk, type ChalkInstance, supportsColor } from 'chalk';
import { counted, inert, visible, wrap } from '../../outcome/printable-text.ts';
import type { Report } from '../../outcome/report.ts';
import { shortDigest } from '../../store/digest.ts';
import type { GateReason } from '../../vitest/gate/gate-reason.ts';
import type { GateResult } from '../../vitest/gate/gate-result.ts';
import { colorLevel } from '../../vitest/plugin/color-level.ts';
import { countsLine, shownRef } from './words.ts';

const columns = 80;

/** Prints the result of a gate. */
export function printGate(result: GateResult): void {
  const color = new Chalk({ level: colorLevel(supportsColor) });
  process.stdout.write(`${gateLines(result, color).join('\n')}\n`);
}

/** Returns the result of a gate as lines for a terminal: what was checked, what missed, and what landed. */
export function gateLines(result: GateResult, color: ChalkInstance): readonly string[] {
  const { name, to, snapshot, replaces, report, leftOut, notes } = result;
  const ref = shownRef(name, snapshot);
  const before = replaces === null ? null : shownRef(name, replaces);
  const stays = before === null ? `there is no ${name}@${to} yet` : `${name}@${to} stays ${before}`;
  const reasons = result.state === 'promoted' ? [] : result.reasons;
  const head = {
    promoted: color.green(
      `${name}@${to} is ${ref} now; ${before === null ? 'it is new' : `it was ${before}`}`,
    ),
    refused: color.red(`${ref} is refused: ${stays}`),
    unjudged: color.yellow(`${ref} could not be judged: ${stays}`),
  } as const;
  return [
    head[result.state],
    ...(report === null ? [] : checked(report)),
    ...(leftOut.length > 0
      ? lines(`${counted(leftOut.length, 'contract')} on other data left out`)
      : []),
    ...notes.flatMap((note) => item(color.dim('-'), note)),
    ...reasons.flatMap((reason) => item(color.red('x'), textOf(reason))),
    ...recordLines(result),
  ];
}

const textOf = ({ policy, message }: GateReason): string =>
  policy === 'contracts' || policy === 'data' ? message : `${policy}: ${message}`;

/** Returns a line on what the contracts found. */
const checked = ({ contracts, counts }: Report): readonly string[] =>
  lines(`checked by ${contracts.map((one) => one.contract).join(', ')}: ${countsLine(counts)}`);

function recordLines(result: GateResult): readonly string[] {
  if (result.state === 'unjudged') return [];
  const { sequence, evidence, outcome } = result.record;
  const documents = [
    ...(outcome === null ? [] : [`outcomes ${shortDigest(outcome)}`]),
    ...(evidence === null ? [] : [`evidence ${shortDigest(evidence)}`]),
  ];
  return lines(`record ${sequence} of the log${documents.map((one) => `, ${one}`).join('')}`);
}

const lines = (text: string): readonly string[] =>
  wrap(visible(text), columns - 2).map((line) => `  ${inert(line)}`);

const item = (mark: string, text: string): readonly string[] =>
  wrap(visible(text), columns - 4).map(
    (line, at) => `${at === 0 ? `  ${mark} ` : '    '}${inert(line)}`,
  );
