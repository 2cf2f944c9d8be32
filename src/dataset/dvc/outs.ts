import { parse } from 'yaml';
import { z } from 'zod';
import { DatasetError } from '../dataset.ts';

/** A file or folder that DVC tracks, as a `.dvc` file or `dvc.lock` says it. */
export interface Out {
  /** The path from the top of the repository, with slashes. */
  readonly path: string;
  /** The file that says so. */
  readonly by: string;
  /** The MD5; a folder's ends in `.dir`. Null if it has none. */
  readonly md5: string | null;
  /** True for the digests of DVC 1 and 2. */
  readonly isLegacy: boolean;
  /** False if its content lies in git. */
  readonly isCached: boolean;
  /** The name of the remote that has it; null for the usual one. */
  readonly remote: string | null;
  /** The files of a folder that are listed in place. */
  readonly files: readonly { readonly relpath: string; readonly md5: string }[] | null;
}

const md5 = z.string().regex(/^[\da-f]{32}(?:\.dir)?$/);
const outSchema = z.looseObject({
  path: z.string(),
  md5: md5.nullish(),
  hash: z.string().nullish(),
  cache: z.boolean().nullish(),
  remote: z.string().nullish(),
  files: z.array(z.looseObject({ relpath: z.string(), md5 })).nullish(),
});
const stageSchema = z.looseObject({
  wdir: z.string().nullish(),
  outs: z.array(outSchema).nullish(),
});
const pipelineSchema = z.looseObject({ stages: z.record(z.string(), z.unknown()).nullish() });

/** Reads the outs of a `.dvc` file. */
export function outsOfDvcFile(file: string, text: string): readonly Out[] {
  const { outs, wdir } = read(stageSchema, file, text);
  return outsOf(file, outs ?? [], wdir ?? '.');
}

/** Reads the outs of a `dvc.lock`, whose paths start from the folder that its `dvc.yaml` gives to each stage. */
export function outsOfLock(file: string, text: string, pipeline: string | null): readonly Out[] {
  const lock = read(z.record(z.string(), z.unknown()), file, text);
  // Before schema 2.0 the stages stood at the top.
  const stages = 'schema' in lock ? lock.stages : lock;
  const declared =
    pipeline === null
      ? {}
      : (read(pipelineSchema, file.replace(/lock$/, 'yaml'), pipeline).stages ?? {});
  return Object.entries(z.record(z.string(), z.unknown()).parse(stages ?? {})).flatMap(
    ([name, stage]) => {
      const { outs } = checked(stageSchema, file, stage);
      return outsOf(file, outs ?? [], wdirOf(declared[name] ?? declared[name.split('@')[0] ?? '']));
    },
  );
}

const wdirSchema = z.looseObject({ wdir: z.string() });

function wdirOf(stage: unknown): string {
  const inner = z.looseObject({ do: z.unknown() }).safeParse(stage).data?.do ?? stage;
  return wdirSchema.safeParse(inner).data?.wdir ?? '.';
}

function outsOf(
  file: string,
  outs: readonly z.infer<typeof outSchema>[],
  wdir: string,
): readonly Out[] {
  return outs.map(({ path, md5: digest, hash, cache, remote, files }) => ({
    path: joined(file, wdir, path),
    by: file,
    md5: digest ?? null,
    isLegacy: hash !== 'md5',
    isCached: cache !== false,
    remote: remote ?? null,
    files: files ?? null,
  }));
}

/** Returns a path from the top of the repository. One that leads out of it stays with `..`, and matches nothing. */
function joined(file: string, ...paths: readonly string[]): string {
  const names: string[] = [];
  for (const name of [...file.split('/').slice(0, -1), ...paths.flatMap((path) => path.split('/'))])
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return names.join('/');
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  text: string,
): z.infer<Schema> {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw unreadable(file, 'it is no YAML');
  }
  return checked(schema, file, value);
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  value: unknown,
): z.infer<Schema> {
  const { data, error } = schema.safeParse(value);
  if (error)
    throw unreadable(file, `it is not as DVC writes it at ${error.issues[0]?.path.join('.')}`);
  return data as z.infer<Schema>;
}

const unreadable = (file: string, why: string) =>
  new DatasetError('DATASET_UNREADABLE', `${file} can't be read as a file of DVC: ${why}.`);
