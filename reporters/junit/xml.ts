import { DOMImplementation, type Document, XMLSerializer } from '@xmldom/xmldom';
import { visible } from '../../src/outcome/printable-text.ts';

/** An element as plain data: what it says is any text, and is made fit for XML when it is written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its elements, or its text. */
  readonly content: readonly XmlElement[] | string;
}

/** Returns an element with these attributes and content. */
export const element = (
  name: string,
  attributes: XmlElement['attributes'],
  content: XmlElement['content'] = [],
): XmlElement => ({ name, attributes, content });

/** A document of this one element, indented. */
export function printXml(root: XmlElement): string {
  const document = new DOMImplementation().createDocument(null, root.name);
  const top = document.documentElement;
  if (top === null) throw new Error('A document has no element of its own.');
  fill(document, top, root, '\n');
  const body = new XMLSerializer().serializeToString(top, { requireWellFormed: true });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
}

type Parent = NonNullable<Document['documentElement']>;

function fill(document: Document, parent: Parent, { attributes, content }: XmlElement, at: string) {
  for (const [name, value] of Object.entries(attributes)) parent.setAttribute(name, legible(value));
  if (typeof content === 'string') {
    parent.appendChild(document.createTextNode(legibleLines(content)));
    return;
  }
  for (const child of content) {
    parent.appendChild(document.createTextNode(`${at}  `));
    const node = document.createElement(child.name);
    fill(document, node, child, `${at}  `);
    parent.appendChild(node);
  }
  if (content.length > 0) parent.appendChild(document.createTextNode(at));
}

/** XML 1.0 has no way to write these two, and they are no control characters. */
const unwritable = /[\ufffe\uffff]/g;

/** A text of one line, in which every character can be seen and is allowed in XML 1.0. */
export const legible = (text: string): string =>
  visible(text).replace(unwritable, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);

/** A text of many lines, likewise. */
export const legibleLines = (text: string): string => text.split('\n').map(legible).join('\n');
