import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RowFormat } from '../../engine/duckdb/write-rows.ts';
import { extensions, formatOf } from '../../generate/files/file-format.ts';
import { truthPath } from '../../generate/files/write-spoiled.ts';
import { pathsTo, realPathOf } from '../../system/real-path.ts';
import { UsageError } from '../usage.ts';

/** A file that rows are written to. */
export interface OutFile {
  readonly path: string;
  readonly format: RowFormat;
}

/** The files that `--out` may write over. */
export interface OutRules {
  readonly force: boolean;
  /** True if faults are written beside each file. */
  readonly hasTruth: boolean;
  /** The files that the command reads. */
  readonly inputs: readonly string[];
}

/**
 * Reads `--out`: a file, or for several contracts a path with `{contract}` in it, or a folder, for Parquet files. Nothing
 * that is there is written over unless `force` says so, and never what the command reads.
 */
export function outFiles(
  out: string,
  names: readonly string[],
  { force, hasTruth, inputs }: OutRules,
): ReadonlyMap<string, OutFile> {
  const read = new Set(inputs.flatMap(pathsTo));
  const files = new Map(names.map((name) => [name, outFile(patternOf(out, names), name)]));
  const written = [...files.values()].flatMap(({ path }) =>
    hasTruth ? [path, truthPath(path)] : [path],
  );
  for (const path of written) {
    if (read.has(realPathOf(path)))
      throw new UsageError(`--out ${path} would write over what is read.`);
    if (existsSync(path) && !force)
      throw new UsageError(
        `'${path}' exists: give another file with --out, or --force to write over it.`,
      );
  }
  return files;
}

const isFolder = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function patternOf(out: string, names: readonly string[]): string {
  if (out.includes('{contract}')) return out;
  if (/[\\/]$/.test(out) || isFolder(out)) return join(out, '{contract}.parquet');
  if (names.length > 1)
    throw new UsageError(
      `The file has ${names.length} contracts, ${names.join(', ')}: give --out a folder, such as data/, or a path such as data/{contract}.csv.`,
    );
  return out;
}

function outFile(pattern: string, name: string): OutFile {
  // A name is no path.
  const path = pattern.replaceAll('{contract}', name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '-'));
  const format = formatOf(path);
  if (format === null)
    throw new UsageError(
      `'${path}' has no extension that rows can be written to: give a file that ends in ${extensions.join(', ')}.`,
    );
  return { path, format };
}
