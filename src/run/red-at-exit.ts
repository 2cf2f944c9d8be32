import process from 'node:process';
import type { Report } from '../outcome/report.ts';
import { exitCode } from './exit-status.ts';

/** The passing reports that this process wrote: by path, how to replace each by a failing one. */
const passing = new Map<string, (code: number) => void>();
/** The exit codes that its failing reports stand for. */
const explained = new Set<number>();
let isListening = false;

/** Forgets the report of a file that is about to be replaced. */
export const forgetReport = (path: string): void => {
  passing.delete(path);
};

/**
 * Notes that a report was written to a file. If it passed and the process exits with an error after all, `sayRed`
 * replaces it, unless a failing report of the same process stands for that exit code.
 */
export function noteReport(path: string, report: Report, sayRed: (code: number) => void): void {
  forgetReport(path);
  if (report.state === 'passed') passing.set(path, sayRed);
  else explained.add(exitCode(report));
  if (!isListening) process.on('exit', replacePassing);
  isListening = true;
}

/** A report that can't be written by then is missing, and the exit code is an error anyway. */
function replacePassing(): void {
  const code = Number(process.exitCode ?? 0);
  if (code === 0 || explained.has(code)) return;
  for (const sayRed of passing.values()) {
    try {
      sayRed(code);
    } catch {}
  }
}
