/** What a GitHub runner understands of a line. */
export interface Understood {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const unescaped = (text: string, codes: readonly string[]): string =>
  text.replace(new RegExp(codes.join('|'), 'g'), (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );

/**
 * Reads output as GitHub documents workflow commands: a line that begins with two colons, whatever space is before them;
 * properties between a space and the next two colons; escapes in them and in what follows.
 */
export function understood(output: string): readonly Understood[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const text = line.trimStart();
    const end = text.indexOf('::', 2);
    if (!text.startsWith('::') || end < 0) return [];
    const [command = '', ...rest] = text.slice(2, end).split(' ');
    const properties = rest
      .join(' ')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => {
        const at = one.indexOf('=');
        return [
          one.slice(0, at),
          unescaped(one.slice(at + 1), ['%25', '%0D', '%0A', '%3A', '%2C']),
        ];
      });
    const data = unescaped(text.slice(end + 2), ['%25', '%0D', '%0A']);
    return [{ command, properties: Object.fromEntries(properties), data }];
  });
}

/** The older form, which a runner finds anywhere in a line that is not of the newer one. */
export const olderCommands = (output: string): readonly string[] =>
  output.match(/##(?:vso|teamcity)?\[/g) ?? [];
