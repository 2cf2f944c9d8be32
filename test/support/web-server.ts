import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a server answers with. */
export interface Served {
  readonly bytes: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** The size that it tells when it is asked for the head alone; the right one unless given. */
  readonly headSize?: number;
  /** The size that it tells with a range; the right one unless given. */
  readonly rangeTotal?: number | '*';
  /** Answers with the whole file when a part is asked for. */
  readonly withoutRanges?: boolean;
  /** Tells no size. */
  readonly isChunked?: boolean;
  readonly redirect?: string;
  readonly status?: number;
}

/** The file for a path at the request of that number, from 0; undefined where there is none. */
export type Serve = (path: string, request: number, message: IncomingMessage) => Served | undefined;

export const version = (tag: string) => ({
  etag: `"${tag}"`,
  'last-modified': 'Mon, 30 Nov 2026 10:00:00 GMT',
});

/** A web server on this machine, which serves ranges as DuckDB asks for them. */
export async function webServer(serve: Serve): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const server = createServer((message, response) => {
    const path = new URL(message.url ?? '', 'http://host').pathname.slice(1);
    const served = serve(path, requests, message);
    requests += 1;
    if (served === undefined) return void response.writeHead(404).end();
    answer(served, message, response);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}

function answer(served: Served, { headers, method }: IncomingMessage, response: ServerResponse) {
  const bytes = Buffer.from(served.bytes);
  const { status, redirect, isChunked, withoutRanges } = served;
  if (redirect !== undefined) return void response.writeHead(302, { location: redirect }).end();
  if (status !== undefined) return void response.writeHead(status).end();
  const range = withoutRanges || isChunked ? null : /bytes=(\d+)-(\d*)/.exec(headers.range ?? '');
  const from = Number(range?.[1] ?? 0);
  const to = Math.min(Number(range?.[2] || bytes.length - 1), bytes.length - 1);
  const part = bytes.subarray(from, to + 1);
  const size = method === 'HEAD' ? (served.headSize ?? part.length) : part.length;
  response.writeHead(range ? 206 : 200, {
    ...(!isChunked && { 'content-length': size }),
    ...(!withoutRanges && { 'accept-ranges': 'bytes' }),
    ...(range && { 'content-range': `bytes ${from}-${to}/${served.rangeTotal ?? bytes.length}` }),
    ...(served.headers ?? version('1')),
  });
  response.end(method === 'HEAD' ? undefined : part);
}
