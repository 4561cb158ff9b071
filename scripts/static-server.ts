import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import sirv from 'sirv';
import { isolationHeaders, pagePolicy, workerPolicy } from '../src/offline/headers.ts';
import { acceptedEncoding, compress, precompress } from './precompress.ts';

const text = 'text/plain; charset=utf-8';

/** The path of a request, decoded as the file server decodes it; null where it is not a path. */
function pathOf(url: string): string | null {
  try {
    return decodeURI(url.split(/[?#]/, 1)[0] ?? '/');
  } catch {
    return null;
  }
}

/**
 * The part of a file that a request asks for, as sirv can read it: undefined where it is none, runs backwards, or counts from the end, and the whole
 * file is the answer (RFC 9110, 14.2). sirv would read from where it is told, and the process would end with the error of the file system.
 */
function rangeOf(header: string | undefined): string | undefined {
  const [, first, last = ''] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  return first === undefined || (last !== '' && Number(last) < Number(first)) ? undefined : header;
}

function send(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: Buffer | string,
  head: boolean,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(head ? undefined : body);
}

/** What sirv does not know of a file: the policy of scripts, which workers inherit, and how long it may be kept. */
function describeFile(response: ServerResponse, path: string): void {
  const extension = extname(path);
  response.setHeader('Content-Security-Policy', extension === '.js' ? workerPolicy : "default-src 'none'");
  response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (extension === '') response.setHeader('Content-Type', text);
}

/**
 * Serves the production build in `root`, as it is now, with the headers it is made for. Files come from sirv, which knows no others than
 * those it found in `root`: compressed, `immutable` where a hash is in their name, else revalidated by ETag. The page is made here, for
 * every answer has a nonce of its own, as are isolation, the policies, and what a request says of encodings. `framing`: the origins that may show
 * the page in a frame, as a policy says them (`https://course.example`); nobody by default.
 */
export function createStaticServer(root: string, framing?: string): Server {
  precompress(root);
  const files = sirv(root, { etag: true, brotli: true, gzip: true, extensions: [], setHeaders: describeFile });

  const sendPage = (response: ServerResponse, encoding: string, head: boolean): void => {
    const nonce = randomBytes(16).toString('base64');
    const page = Buffer.from(readFileSync(join(root, 'index.html'), 'utf8').replaceAll('CSP_NONCE', nonce));
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pagePolicy(nonce, framing),
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Encoding',
      ...(encoding === '' ? {} : { 'Content-Encoding': encoding }),
    };
    send(response, 200, headers, compress(page, encoding), head);
  };

  return createServer((request, response) => {
    for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    const head = request.method === 'HEAD';
    if (request.method !== 'GET' && !head) {
      send(response, 405, { 'Content-Type': text, Allow: 'GET, HEAD' }, 'Method not allowed\n', false);
      return;
    }
    const path = pathOf(request.url ?? '/');
    // sirv looks for the name of an encoding alone: `br;q=0`, which refuses it, would ask for it.
    const encoding = acceptedEncoding(String(request.headers['accept-encoding'] ?? ''));
    request.headers['accept-encoding'] = encoding;
    const range = rangeOf(request.headers.range);
    if (range === undefined) delete request.headers.range;
    const missing = (): void => send(response, 404, { 'Content-Type': text }, 'Not found\n', head);
    if (path === null) missing();
    else if (path === '/index.html') sendPage(response, encoding, head);
    // A path without an extension that is no file is the page.
    else files(request, response, () => (extname(path) === '' ? sendPage(response, encoding, head) : missing()));
  });
}
