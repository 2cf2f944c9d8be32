import type { VNode } from 'preact';
import type { Asset } from './assets.ts';
import { el, html } from './element.ts';

/**
 * Renders the head of a page that is complete in itself. Its policy allows these styles and scripts by their digests, images that
 * are in the page, and nothing else. The scripts are left to the body.
 */
export function pageHead(
  title: string,
  styles: readonly Asset[],
  scripts: readonly Asset[] = [],
): VNode {
  const policy = [
    "default-src 'none'",
    `style-src ${sourcesOf(styles)}`,
    ...(scripts.length === 0 ? [] : [`script-src ${sourcesOf(scripts)}`]),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', { name: 'referrer', content: 'no-referrer' }),
    // Without one a browser asks the server of a CI artifact for /favicon.ico.
    el('link', { rel: 'icon', href: 'data:,' }),
    el('title', {}, `${title} · Assay`),
    styles.map(({ text }) => el('style', html(text))),
  );
}

const sourcesOf = (assets: readonly Asset[]) => assets.map(({ source }) => source).join(' ');
