import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The ways in which one request fails. */
export const drops = ['the reply', 'the request', '503', '503 after it', 'half a body'] as const;

export type Drop = (typeof drops)[number];

/** A server before another one, which passes everything on but one request. */
export interface DroppingProxy {
  readonly endpoint: string;
  /** Starts to count requests. Those whose number, from 1, is one of the failing ones fail. */
  fail(drop: Drop, isFailing: (number: number) => boolean): void;
  /** Returns the number of requests since then. */
  count(): number;
  stop(): Promise<void>;
}

/**
 * Starts a proxy that drops requests: before they reach the server, or their replies after they did. `without` names a
 * header that it does not pass on.
 */
export async function droppingProxy(target: string, without?: string): Promise<DroppingProxy> {
  let failing: (number: number) => Drop | null = () => null;
  let count = 0;
  const proxy = createServer((message, response) => {
    count += 1;
    pass(message, response, target, failing(count), without);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    fail: (drop, isFailing) => {
      failing = (number) => (isFailing(number) ? drop : null);
      count = 0;
    },
    count: () => count,
    stop: () => {
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}

function pass(
  message: IncomingMessage,
  response: ServerResponse,
  target: string,
  drop: Drop | null,
  without: string | undefined,
): void {
  if (drop === 'the request') return void message.socket.destroy();
  if (drop === '503') {
    message.resume();
    message.on('end', () => response.writeHead(503).end());
    return;
  }
  const { [without ?? '']: _, ...headers } = message.headers;
  const onwards = request(
    new URL(message.url ?? '', target),
    // Each on a connection of its own: one that the server closes meanwhile would be a fault of the proxy's.
    { method: message.method, headers, agent: false },
    async (reply) => {
      const chunks: Buffer[] = [];
      for await (const chunk of reply) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      if (drop === 'the reply') return void message.socket.destroy();
      if (drop === '503 after it') return void response.writeHead(503).end();
      response.writeHead(reply.statusCode ?? 500, reply.headers);
      if (drop !== 'half a body') return void response.end(body);
      response.write(body.subarray(0, body.length / 2), () => message.socket.destroy());
      if (body.length === 0) message.socket.destroy();
    },
  );
  onwards.on('error', () => message.socket.destroy());
  message.on('aborted', () => onwards.destroy());
  message.pipe(onwards);
}
