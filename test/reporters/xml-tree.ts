import { SaxesParser } from 'saxes';

/** An element as a strict parser reads it. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ReadElement[];
  /** Its own text. */
  readonly text: string;
}

/** Reads a document; what is not well-formed XML 1.0 is an error. */
export function readXml(xml: string): ReadElement {
  const parser = new SaxesParser({ xmlns: false, defaultXMLVersion: '1.0' });
  const open: {
    name: string;
    attributes: Record<string, string>;
    children: ReadElement[];
    text: string;
  }[] = [];
  let root: ReadElement | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes: { ...attributes }, children: [], text: '' });
  });
  parser.on('text', (text) => {
    const top = open.at(-1);
    if (top) top.text += text;
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed === undefined) throw new Error('An end without a start.');
    const parent = open.at(-1);
    if (parent) parent.children.push(closed);
    else root = closed;
  });
  parser.write(xml).close();
  if (root === undefined) throw new Error('A document without an element.');
  return root;
}

/** All elements of a name, in the order of the document. */
export const all = (element: ReadElement, name: string): readonly ReadElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];
