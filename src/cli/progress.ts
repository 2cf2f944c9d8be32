/** A line that tells how far a scan is; the engine calls `show` only where a query takes longer than two seconds. */
export interface ProgressLine {
  readonly show: (fraction: number) => void;
  readonly clear: () => void;
}

/** On a terminal one line that is written over; elsewhere a line at each quarter, so that logs stay short. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  let quarter = 0;
  let isShown = false;
  return {
    show: (fraction) => {
      const percent = Math.min(100, Math.max(0, Math.round(fraction * 100)));
      if (stream.isTTY) {
        stream.write(`\r\x1b[2Kassay: scanning, ${percent}%`);
        isShown = true;
        return;
      }
      if (Math.floor(percent / 25) <= quarter) return;
      quarter = Math.floor(percent / 25);
      stream.write(`assay: scanning, ${percent}%\n`);
    },
    clear: () => {
      if (isShown) stream.write('\r\x1b[2K');
    },
  };
}
