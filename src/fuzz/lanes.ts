/** Places where work is done at the same time. */
export interface Lanes<Lane> {
  /** Starts work as soon as a lane is free, and returns then: not when it has ended. */
  readonly run: (work: (lane: Lane) => Promise<void>) => Promise<void>;
  /** Waits for all work to end. Throws the first error of one; after it, no work was started. */
  readonly ended: () => Promise<void>;
}

/** Shares lanes among works, one at a time on each. */
export function lanesOf<Lane>(lanes: readonly Lane[]): Lanes<Lane> {
  const free = [...lanes];
  const running = new Set<Promise<void>>();
  let failed: { readonly reason: unknown } | null = null;
  const start = (lane: Lane, work: (lane: Lane) => Promise<void>) => {
    const one = work(lane)
      .catch((reason: unknown) => {
        failed ??= { reason };
      })
      .finally(() => {
        free.push(lane);
        running.delete(one);
      });
    running.add(one);
  };
  return {
    run: async (work) => {
      let lane = free.pop();
      while (lane === undefined) {
        await Promise.race(running);
        lane = free.pop();
      }
      if (failed === null) start(lane, work);
      else free.push(lane);
      // With one lane, the next input sees what this one broke.
      if (lanes.length === 1) await Promise.all(running);
    },
    ended: async () => {
      await Promise.all(running);
      if (failed !== null) throw failed.reason;
    },
  };
}
