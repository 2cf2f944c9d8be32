import type { NameState, TagState } from './name-state.ts';
import type { Deprecation, Digest, LogRecord, TagMove } from './record.ts';

/** Returns what the records of a log say together, the oldest first. */
export function foldLog(name: string, records: readonly LogRecord[]): NameState {
  const tags = new Map<string, TagState>();
  const snapshots = new Map<Digest, Digest>();
  const deprecated = new Map<Digest, Deprecation>();
  const purged = new Set<Digest>();
  for (const record of records) {
    for (const [snapshot, descriptor] of createdBy(record)) {
      // Data that is recorded again after its deletion is there again.
      purged.delete(snapshot);
      snapshots.delete(snapshot);
      snapshots.set(snapshot, descriptor);
    }
    for (const move of movesOf(record)) tags.set(move.tag, moved(tags.get(move.tag), move, record));
    if (record.kind === 'erase')
      for (const one of record.deprecated) deprecated.set(one.snapshot, one);
    if (record.kind === 'purge')
      for (const one of record.snapshots) {
        deprecated.delete(one);
        purged.add(one);
      }
  }
  return { name, head: records.at(-1) ?? null, tags, snapshots, deprecated, purged };
}

/** Returns the snapshots that a record created, each with the digest of its descriptor. */
export function createdBy(record: LogRecord): readonly (readonly [Digest, Digest])[] {
  if (record.kind === 'create') return [[record.snapshot, record.descriptor]];
  if (record.kind !== 'erase') return [];
  return record.created.map(({ snapshot, descriptor }) => [snapshot, descriptor]);
}

/** Returns the tags that a record moved. */
const movesOf = (record: LogRecord): readonly TagMove[] => ('moves' in record ? record.moves : []);

function moved(
  old: TagState | undefined,
  { to }: TagMove,
  { sequence, kind }: LogRecord,
): TagState {
  const isGated = kind === 'promote' || old?.isGated === true;
  const first = { snapshot: to, sequence, isGated, before: [], earlier: [] };
  if (old === undefined || isFirstGate(old, kind)) return first;
  const before = [old.snapshot, ...old.before];
  const at = kind === 'rollback' ? old.earlier.indexOf(to) : -1;
  const earlier = at < 0 ? [old.snapshot, ...old.earlier] : old.earlier.slice(at + 1);
  return { ...first, before, earlier };
}

/** True for the first gate of a tag. The snapshots before it were never judged, and are no states to go back to. */
const isFirstGate = ({ isGated }: TagState, kind: LogRecord['kind']): boolean =>
  kind === 'promote' && !isGated;
