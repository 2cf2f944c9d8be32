import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Session } from '../../engine/engine.ts';
import { counted, fold } from '../../outcome/printable-text.ts';
import { unreadText } from '../../outcome/words/unread.ts';
import { unreadIn } from '../../plan/unreadable/unread-in.ts';
import type { Profile } from '../../profile/profile.ts';
import { profileRelated, type RelatedProfile } from '../../profile/related-profile.ts';
import { askWithin, type Within } from '../../profile/within.ts';
import { contractsScript } from '../contracts-script.ts';
import { foundOptions } from '../reading/found-options.ts';
import { namesLikeData } from '../reading/headerless.ts';
import { type OpenSource, openAsMeant } from '../reading/open-as-meant.ts';
import { readByBytes } from '../reading/read-by-bytes.ts';
import type { ReadingFlags } from '../reading/reading-flags.ts';
import { recordsWithin } from '../reading/records-within.ts';
import { type Source, sourceOf } from '../reading/source.ts';
import { columns } from '../say.ts';
import { expectTable } from '../tables/expect-table.ts';
import { UsageError } from '../usage.ts';
import { inferContract } from './infer-contract.ts';
import { fileNameOf } from './infer-names.ts';
import { viewAdvice } from './sqlite-view.ts';

/** Options of the command `assay infer`. */
export interface InferCommandOptions extends ReadingFlags {
  readonly out?: string;
  readonly name?: string;
  readonly force?: boolean;
}

/** The result of the command `assay infer`. */
export interface InferResult {
  /** A sentence that says what the command did, or the contract's text. */
  readonly said: string;
  /** The path of the contract file; null if its text is to be printed. */
  readonly path: string | null;
}

/** Infers a contract from a data file and writes it. Returns a sentence about that, or the contract's text. */
export async function runInfer(file: string, options: InferCommandOptions): Promise<string> {
  await expectTable('infer', file, options);
  return (await writeInferred(file, options)).said;
}

/** Infers a contract and writes it to a file, unless its text is to be printed. */
export async function writeInferred(
  file: string,
  options: InferCommandOptions,
): Promise<InferResult> {
  const source = sourceOf(file, options);
  const { text, more } = await contractText(file, source, options);
  if (options.out === '-') return { said: text, path: null };
  const out = options.out ?? join('contracts', `${fileNameOf(source.name)}.contract.ts`);
  if (existsSync(out) && !options.force) {
    throw new UsageError(
      `'${out}' exists: give another file with --out FILE, or --force to overwrite it.`,
    );
  }
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, text);
  const byBytes = readByBytes(file, source);
  const said = `Wrote ${out}\n${byBytes === null ? '' : `${byBytes}\n`}${more}Read its bounds, then run it: ${runLine()}`;
  return { said: fold(said, columns), path: out };
}

/** Returns the shortest command that runs the contracts: the script of `assay init`, where package.json has it. */
function runLine(): string {
  const whole = 'npx vitest run --project contracts';
  try {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    return scripts?.contracts === contractsScript ? 'npm run contracts' : whole;
  } catch {
    return whole;
  }
}

/** The text of a contract file, and what there is to say of it. */
interface Inferred {
  readonly text: string;
  /** Lines on what was read, or none. */
  readonly more: string;
}

/** Returns the inferred contract of a source, or of the records that lie within its document. */
async function contractText(
  file: string,
  source: Source,
  options: InferCommandOptions,
): Promise<Inferred> {
  const name = options.name ?? source.name;
  const isHeader = options.header !== undefined;
  const records = await recordsWithin(source);
  const from = records?.source ?? source;
  const { out: _, name: __, force: ___, ...flags } = options;
  const opened = await openAsMeant(file, from, flags);
  const plain = await profileSource(opened, isHeader);
  const isPlain = from.sourceFunction !== 'csv' || plain.unread !== null;
  const found = isPlain ? null : await foundOptions(file, opened.flags, plain.profile);
  const hasFound = found !== null && found.said.length > 0;
  const again = hasFound
    ? await openAsMeant(file, sourceOf(file, found.flags), found.flags)
    : opened;
  const read = again.source;
  const { profile, within, unread } = hasFound ? await profileSource(again, isHeader) : plain;
  if (profile.rows === 1) refuseUnknown(from, profile);
  if (profile.rows === 0) {
    throw new UsageError(
      `${from.dataset.label} has no rows: there is nothing to infer a contract from.`,
    );
  }
  const notes = [
    ...opened.said,
    ...(hasFound ? found.said : []),
    ...(unread === null ? [] : [unread]),
  ];
  const date = new Date().toISOString().slice(0, 10);
  const text = inferContract(profile, { ...read, name, date, within, notes });
  const said = [...(records === null ? [] : [records.said]), ...notes.map((note) => `${note}.`)];
  return { text, more: said.map((line) => `${line}\n`).join('') };
}

/** Refuses a document of which a contract would say nothing but that it is there. */
function refuseUnknown({ dataset, sourceFunction }: Source, { columns }: Profile): void {
  const isKnown = columns.some(({ family }) => !['json', 'struct', 'map', 'list'].includes(family));
  if (sourceFunction !== 'json' || isKnown) return;
  throw new UsageError(
    `${dataset.label} is one document of ${counted(columns.length, 'key')}, and none of them has a value of which a contract could say more than that it is there: no array of records was found in it, nor an object with a record for each key. If records lie deeper, say where with --at, and with --key where each key has one; else write them as an array of objects first.`,
  );
}

/** The profile of a dataset, and what lies within its columns. */
interface Profiled {
  readonly profile: RelatedProfile;
  readonly within: ReadonlyMap<string, Within>;
  /** A sentence on the records that can't be read, without a full stop; null if there are none. */
  readonly unread: string | null;
}

/** The share of records that can't be read from which the others don't show what the file should be. */
const mostUnread = 0.05;

/** Profiles a source that is open, and closes it. */
async function profileSource(
  { source, session }: OpenSource,
  isHeader: boolean,
): Promise<Profiled> {
  const { dataset, sourceFunction } = source;
  try {
    const names = session.columns.map(({ name }) => name);
    const doubt = isHeader ? null : namesLikeData(names, sourceFunction);
    if (doubt !== null) throw new UsageError(headerless(dataset.label, doubt, sourceFunction));
    const profile = await profileRelated(session);
    const unread = unreadSentence(session, source, profile.rows);
    return { profile, within: await askWithin(session), unread };
  } finally {
    await session.close();
  }
}

/**
 * Returns a sentence on records that can't be read; null if there are none.
 *
 * @throws {UsageError} if there are many of them.
 */
function unreadSentence(session: Session, source: Source, rows: number): string | null {
  if (session.problemCount === 0) return null;
  const { label } = source.dataset;
  const [first] = session.problems;
  const all = unreadText(unreadIn(session));
  if (session.problemCount > rows * mostUnread) {
    const view = viewAdvice(source, session);
    throw new UsageError(
      `${label} has ${all} that can't be read${first ? ` (${first.file}:${first.line ?? '?'}: ${first.message})` : ''}: fix them first, so that the contract describes all the data${view === null ? '' : `; ${view}`}.`,
    );
  }
  const where = first?.line == null ? '' : `, the first at line ${first.line}`;
  return `${label} has ${all} that can't be read${where}: the bounds are those of the others, and a run is red until it is fixed`;
}

/** Returns the error for a source without a header. It leaves out the names, since they would be values. */
const headerless = (label: string, doubt: string, source: string) =>
  source === 'csv'
    ? `${label} seems to have no header: ${doubt}, and would stand in the contract. Infer it with --no-header, and name its columns with --names id,name,…; if its first record does hold names, say so with --header.`
    : `${label} has a column that is named by a value: ${doubt}, and would stand in the contract. Write the contract by hand; if it is a name, say so with --header.`;
