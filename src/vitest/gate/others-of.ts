import type { GatePolicies } from '../../store/config/gate-policies.ts';
import type { NameState } from '../../store/log/name-state.ts';
import type { OtherSnapshot } from './gate-context.ts';
import type { GateOptions } from './gate-options.ts';
import { championsFor } from './judge/champion.ts';

/** Returns the snapshots that the policies of a gate compare with. Tags that do not exist are left to the judge. */
export function othersOf(
  { name, to }: Pick<GateOptions, 'name' | 'to'>,
  policies: GatePolicies,
  { tags }: NameState,
): readonly OtherSnapshot[] {
  const reference = policies.notWorseThan === true ? to : policies.notWorseThan;
  const champions = championsFor(name, policies).map(({ metric, than = to }) => ({ metric, than }));
  const wanted = new Set([
    ...(reference === undefined ? [] : [reference]),
    ...champions.map(({ than }) => than),
  ]);
  return [...wanted].flatMap((tag) => {
    const found = tags.get(tag);
    if (found === undefined) return [];
    const metrics = champions.filter(({ than }) => than === tag).map(({ metric }) => metric);
    return [{ tag, digest: found.snapshot, missed: tag === reference, metrics }];
  });
}
