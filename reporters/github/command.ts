/** A workflow command, as a GitHub runner reads it from a line of output. */
export interface Command {
  readonly name: 'error' | 'warning';
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const data: Readonly<Record<string, string>> = { '%': '%25', '\r': '%0D', '\n': '%0A' };
const property: Readonly<Record<string, string>> = { ...data, ':': '%3A', ',': '%2C' };

const escaped = (text: string, by: Readonly<Record<string, string>>): string =>
  text.replace(/[%\r\n:,]/g, (character) => by[character] ?? character);

/** One line, by the rules that GitHub documents: what could end it or a part of it is escaped. */
export function printCommand({ name, properties, message }: Command): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escaped(value, property)}`,
  );
  return `::${name} ${list.join(',')}::${escaped(message, data)}`;
}
