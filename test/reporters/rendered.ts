import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

/** Markdown as GitHub reads it, up to the point where HTML of any kind would be cleaned: nothing is. */
export function rendered(markdown: string): readonly Element[] {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return parseFragment(html).childNodes.flatMap(elementsIn);
}

const elementsIn = (node: Node): readonly Element[] =>
  'tagName' in node ? [node, ...node.childNodes.flatMap(elementsIn)] : [];

export const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

/** Of all these elements, those with the tag. */
export const tagged = (elements: readonly Element[], tag: string): readonly Element[] =>
  elements.filter(({ tagName }) => tagName === tag);

export const within = (element: Element, tag: string): readonly Element[] =>
  tagged(element.childNodes.flatMap(elementsIn), tag);
