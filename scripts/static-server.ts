import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { isolationHeaders, pagePolicy, workerPolicy } from './headers.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const alreadyCompressed = new Set(['.png', '.woff2', '.ico']);

type Encoding = 'br' | 'gzip' | 'identity';

interface Body {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** The file that a request's path means, inside `root`; null where there is none. Paths without an extension are the page itself. */
export function resolvePath(root: string, url: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
  } catch {
    return null;
  }
  const file = normalize(join(root, path));
  if (path.includes('\0') || (file !== root && !file.startsWith(root + sep))) return null;
  if (existsSync(file) && statSync(file).isFile()) return file;
  return extname(path) === '' ? join(root, 'index.html') : null;
}

function chooseEncoding(request: IncomingMessage, extension: string): Encoding {
  if (alreadyCompressed.has(extension)) return 'identity';
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

function compress(bytes: Buffer, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'br':
      return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    case 'gzip':
      return gzipSync(bytes);
    case 'identity':
      return bytes;
  }
}

const send = (
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: Buffer | string,
  head: boolean,
): void => {
  response.writeHead(status, { ...isolationHeaders, ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(head ? undefined : body);
};

/**
 * Serves the production build in `root` with the headers it is made for: isolation, a strict Content-Security-Policy, compression,
 * `immutable` for files with a hash in their name and revalidation by ETag for all others. Compressed bodies are kept in memory.
 */
export function createStaticServer(root: string): Server {
  const bodies = new Map<string, Body>();

  const bodyOf = (file: string, encoding: Encoding): Body => {
    const key = `${encoding} ${statSync(file).mtimeMs} ${file}`;
    const kept = bodies.get(key);
    if (kept) return kept;
    const bytes = compress(readFileSync(file), encoding);
    const body = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
    bodies.set(key, body);
    return body;
  };

  const sendPage = (request: IncomingMessage, response: ServerResponse, file: string, head: boolean): void => {
    const nonce = randomBytes(16).toString('base64');
    const encoding = chooseEncoding(request, '.html');
    const page = compress(Buffer.from(readFileSync(file, 'utf8').replaceAll('CSP_NONCE', nonce)), encoding);
    const headers = {
      'Content-Type': mimeTypes['.html'],
      'Content-Security-Policy': pagePolicy(nonce),
      'Cache-Control': 'no-cache',
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    };
    send(response, 200, { ...headers, Vary: 'Accept-Encoding' }, page, head);
  };

  const sendFile = (request: IncomingMessage, response: ServerResponse, file: string, head: boolean): void => {
    const extension = extname(file);
    const encoding = chooseEncoding(request, extension);
    const { bytes, etag } = bodyOf(file, encoding);
    const headers: OutgoingHttpHeaders = {
      'Content-Type': mimeTypes[extension] ?? 'application/octet-stream',
      'Content-Security-Policy': extension === '.js' ? workerPolicy : "default-src 'none'",
      'Cache-Control': file.startsWith(join(root, 'assets') + sep) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: etag,
      Vary: 'Accept-Encoding',
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { ...isolationHeaders, ...headers });
      response.end();
    } else send(response, 200, headers, bytes, head);
  };

  return createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    const head = request.method === 'HEAD';
    if (request.method !== 'GET' && !head) {
      send(response, 405, { 'Content-Type': mimeTypes['.txt'], Allow: 'GET, HEAD' }, 'Method not allowed\n', false);
      return;
    }
    const file = resolvePath(root, request.url ?? '/');
    if (file === null || !existsSync(file)) send(response, 404, { 'Content-Type': mimeTypes['.txt'] }, 'Not found\n', head);
    else if (extname(file) === '.html') sendPage(request, response, file, head);
    else sendFile(request, response, file, head);
  });
}
