import { DatasetError, type Reader } from '../../dataset.ts';
import { literals } from '../../sql/quote.ts';
import type { DataFile } from '../data-file.ts';
import { type HttpState, probeUrl } from './http-probe.ts';

/** The state of remote files when they were opened. */
export interface RemoteState {
  /** Notes for the reader of an outcome. */
  readonly notes: readonly string[];
  /** Requests the state again and compares it. */
  isSame(): Promise<boolean>;
}

/** The size and time of a file as the engine sees them, by the requests with which it reads the file. */
interface EngineState {
  readonly size: number;
  /** Microseconds since 1970; null if the server reports no time. */
  readonly modified: number | null;
}

interface State {
  readonly engine: EngineState | null;
  readonly http: HttpState | null;
}

/**
 * Returns the state of the remote files; null if there are none. The engine reports size and time of any file. For
 * files of web servers, the ETag and the size of range responses are requested too.
 *
 * @throws {DatasetError} if a server reports two sizes, of which the engine would read the smaller.
 */
export async function remoteState(
  reader: Reader,
  files: readonly DataFile[],
): Promise<RemoteState | null> {
  const remote = files.filter((file) => file.remote);
  if (remote.length === 0) return null;
  const before = await statesOf(reader, remote);
  for (const [at, file] of remote.entries()) refuseTwoSizes(file, before[at]);
  return {
    notes: notesOf(remote, before),
    isSame: async () => {
      const after = await statesOf(reader, remote);
      return JSON.stringify(after) === JSON.stringify(before);
    },
  };
}

function refuseTwoSizes({ shown }: DataFile, { engine, http }: State = nothing): void {
  const sizes = [engine?.size, http?.size];
  if (sizes.some((size) => typeof size !== 'number') || sizes[0] === sizes[1]) return;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} has ${sizes[0]} bytes when the server is asked for its size, and ${sizes[1]} when it is asked for a part: it would be read in part alone. It is being written, or a cache in front of it is out of date: download it first.`,
  );
}

const nothing: State = { engine: null, http: null };

function notesOf(files: readonly DataFile[], states: readonly State[]): readonly string[] {
  const bare = files.filter((_, at) => {
    const { engine, http } = states[at] ?? nothing;
    return !(engine?.modified || http?.etag || http?.modified);
  });
  const [first] = bare;
  if (first === undefined) return [];
  const others = bare.length > 1 ? ` and of ${bare.length - 1} more` : '';
  return [
    `The server reports neither ETag nor Last-Modified of ${first.shown}${others}: a change during the run is not detected if the size stays the same.`,
  ];
}

/** The number of parallel requests. */
const atOnce = 16;

async function statesOf(reader: Reader, files: readonly DataFile[]): Promise<readonly State[]> {
  const engine = await engineStates(reader, files);
  const states: State[] = [];
  for (let at = 0; at < files.length; at += atOnce) {
    const some = files.slice(at, at + atOnce).map(async ({ path }) => ({
      engine: engine.get(path) ?? null,
      http: /^https?:/i.test(path) ? await probeUrl(path) : null,
    }));
    states.push(...(await Promise.all(some)));
  }
  return states;
}

/**
 * Reads size and time of the files through the engine, without their content. Errors are left for the read of the file
 * itself.
 */
async function engineStates(
  reader: Reader,
  files: readonly DataFile[],
): Promise<ReadonlyMap<string, EngineState>> {
  const rows = await reader
    .query(
      `select filename, size, epoch_us(last_modified)::double as modified from read_blob(${literals(files.map(({ path }) => path))})`,
    )
    .catch(() => []);
  return new Map(
    rows.map(({ filename, size, modified }) => [
      String(filename),
      // Where a server says no time, the engine says that of 1970.
      { size: Number(size), modified: Number(modified) || null },
    ]),
  );
}
