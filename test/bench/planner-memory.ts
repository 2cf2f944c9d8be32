import { readdirSync, readFileSync } from 'node:fs';

/** The peak memory of a process and of all that it started, and its processor time: MiB, NaN where the system does not tell. */
export interface Peaks {
  /** Each process's own peak, added up: an upper bound. */
  readonly peak: number;
  /** The peak of the largest process. */
  readonly largest: number;
  /**
   * The peak of what they had at one time, with pages of files (the program, its libraries) counted once: the anonymous
   * memory of all, and the file pages of the one that has most. The kernel's proportional set size would share these with
   * every Node on the machine, this one too, and walks all pages while the process waits.
   */
  readonly together: number;
  /** Seconds of processor time, of the user and of the system: what a busy machine does not change much. */
  readonly processor: number;
}

const nothing: Peaks = {
  peak: Number.NaN,
  largest: Number.NaN,
  together: Number.NaN,
  processor: Number.NaN,
};

/** Watch a process and its descendants until stopped. */
export function watchMemory(pid: number): { readonly stop: () => Peaks } {
  const peaks = new Map<number, number>();
  const processor = new Map<number, number>();
  let together = 0;
  const timer = setInterval(() => {
    const all = descendants(pid).flatMap((each) => statusOf(each) ?? []);
    // The kernel keeps each process's own peak, so that looking now and then misses little.
    for (const { id, peak } of all) peaks.set(id, peak);
    for (const { id } of all) processor.set(id, processorOf(id) ?? processor.get(id) ?? 0);
    const anonymous = all.reduce((sum, each) => sum + each.anonymous, 0);
    together = Math.max(together, anonymous + Math.max(0, ...all.map(({ file }) => file)));
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      if (peaks.size === 0) return nothing;
      return {
        peak: peaks.values().reduce((sum, each) => sum + each, 0) / 1024,
        largest: Math.max(...peaks.values()) / 1024,
        together: together / 1024,
        processor: processor.values().reduce((sum, each) => sum + each, 0),
      };
    },
  };
}

/** In KiB; nothing of a process that has ended, or has no memory of its own yet. */
function statusOf(id: number) {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    const peak = of('VmHWM');
    if (Number.isNaN(peak)) return undefined;
    return { id, peak, anonymous: of('RssAnon') + of('RssShmem'), file: of('RssFile') };
  } catch {
    return undefined;
  }
}

/** Seconds, as the last look before its end found them; the kernel counts in hundredths. */
function processorOf(id: number): number | undefined {
  try {
    // After the name, which may hold anything: state, then user and system time as the 12th and 13th field.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** The process itself and all that it started. */
function descendants(pid: number): readonly number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return [pid, ...children.flatMap((child) => descendants(Number(child)))];
  } catch {
    return [pid];
  }
}
