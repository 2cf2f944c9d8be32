import type { Report } from '../../outcome/report.ts';

/** The plugin takes "now" when the config is loaded, a while before the contracts start. */
const startup = 300_000;

/** Returns a note on a "now" that is not the time of the run: data that is judged as of then may be stale by now. */
export function ofOtherTime({ now, startedAt }: Report): readonly string[] {
  const isOwn = Math.abs(Date.parse(now) - Date.parse(startedAt)) < startup;
  return isOwn
    ? []
    : [`"Now" was ${now} for the contracts, because of ASSAY_NOW or of the plugin's option now.`];
}
