import { Fragment, h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** What an element may hold; null leaves no trace. */
export type Child = VNode | string | number | null | readonly Child[];

type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | { readonly __html: string }>
>;

/** An element of the page. Preact escapes its texts and attributes when it is rendered. */
export const el = (name: string, attributes: Attributes, ...children: Child[]): VNode =>
  h(name, attributes, ...(children as VNode[]));

/** What `el` takes as the content of an element that is HTML already: our own, or rendered. */
export const html = (text: string) => ({ dangerouslySetInnerHTML: { __html: text } });

/**
 * Elements as HTML. The page is rendered in pieces, which are soon forgotten: as one tree of 3,000 expectations most of
 * the time goes into collecting garbage. Preact gives a string that holds on to the thousands that it was added from;
 * its copy does not.
 */
export const render = (...children: Child[]): string =>
  Buffer.from(renderToString(h(Fragment, {}, ...(children as VNode[])))).toString();
