import { Fragment, h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** The content of an element; null renders nothing. */
export type Child = VNode | string | number | null | readonly Child[];

type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | { readonly __html: string }>
>;

/** Creates an element of the page. Preact escapes its texts and attributes when it is rendered. */
export const el = (name: string, attributes: Attributes, ...children: Child[]): VNode =>
  h(name, attributes, ...(children as VNode[]));

/** Makes the content of an element from HTML that is our own or rendered already. */
export const html = (text: string) => ({ dangerouslySetInnerHTML: { __html: text } });

/**
 * Renders elements as HTML. The page is rendered piece by piece, since one tree of 3,000 expectations spends most of
 * the time on garbage collection. Preact's string keeps the thousands of pieces it was joined from in memory; a copy
 * does not.
 */
export const render = (...children: Child[]): string =>
  Buffer.from(renderToString(h(Fragment, {}, ...(children as VNode[])))).toString();
