import { type ClientRequest, type IncomingMessage, request as plain } from 'node:http';
import { request as encrypted } from 'node:https';

/** The state of a file by a web server's response; null for each header that is missing. */
export interface HttpState {
  /** The size of the whole file in bytes. */
  readonly size: number | null;
  readonly etag: string | null;
  readonly modified: string | null;
}

const mostRedirects = 5;
const patience = 10_000;
/** The delay before each attempt, in milliseconds. One failure of a network is not final. */
const attempts = [0, 200, 1000];

/**
 * Requests the first byte of a file as a range, so that the response includes the size by which ranges are read.
 * Returns null if there is no such response.
 */
export async function probeUrl(url: string): Promise<HttpState | null> {
  for (const wait of attempts) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await ask(url, mostRedirects).catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  return null;
}

async function ask(url: string, redirects: number): Promise<HttpState | null> {
  const { statusCode = 0, headers } = await headOf(new URL(url));
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
    return redirects > 0 ? ask(new URL(headers.location, url).href, redirects - 1) : null;
  // A server that is busy may answer later.
  if (statusCode === 429 || statusCode >= 500) throw new Error(`The answer was ${statusCode}.`);
  if (![200, 206, 416].includes(statusCode)) return null;
  const size = statusCode === 200 ? headers['content-length'] : headers['content-range'];
  const digits = /(?:^|\/)(\d+)$/.exec(size ?? '')?.[1];
  return {
    size: digits === undefined ? null : Number(digits),
    etag: headers.etag ?? null,
    modified: headers['last-modified'] ?? null,
  };
}

/** Sends the request and returns the response without its body. */
function headOf(url: URL): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? encrypted : plain;
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = send(
      url,
      {
        headers: { range: 'bytes=0-0', 'accept-encoding': 'identity', 'user-agent': 'assay' },
        agent: false,
        timeout: patience,
      },
      (answer) => {
        resolve(answer);
        answer.destroy();
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('The server gave no answer.')));
    sent.on('error', reject);
    sent.end();
  });
}
