import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptedEncoding } from './precompress.ts';
import { createStaticServer } from './static-server.ts';

let folder = '';
let root = '';
let base = '';
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'static-server-'));
  root = join(folder, 'dist');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="CSP_NONCE"><div id="root"></div>');
  writeFileSync(join(root, 'assets/app-1234.js'), `console.log(${JSON.stringify('x'.repeat(5000))});`);
  writeFileSync(join(root, 'digits.bin'), Buffer.alloc(2000));
  writeFileSync(join(root, 'kernel.wasm'), 'wasm');
  writeFileSync(join(root, 'NOTICE'), 'Who made this');
  mkdirSync(join(folder, 'dist-of-another'));
  writeFileSync(join(folder, 'dist-of-another/secret.txt'), 'secret');
  server = createStaticServer(root);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The answer to a path just as it is written: `fetch` would tidy it up. */
function answerTo(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const sent = request(base, { path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers });

describe('the server', () => {
  it('isolates every response', async () => {
    for (const path of ['/', '/assets/app-1234.js', '/nothing.js']) {
      const { headers } = await get(path);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('gives the page a strict policy with a nonce that is in the page and never the same', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(await first.text()).toContain(`nonce="${nonce}"`);
    expect(second.headers.get('content-security-policy')).not.toContain(nonce);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain("'unsafe-eval'");
  });

  it('names the type of WebAssembly, so that it can be compiled while it streams', async () => {
    expect((await get('/kernel.wasm')).headers.get('content-type')).toBe('application/wasm');
  });

  it.each(['br', 'gzip'])('compresses with %s, and the content survives', async (encoding) => {
    const response = await get('/assets/app-1234.js', { 'accept-encoding': encoding });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(Number(response.headers.get('content-length'))).toBeLessThan(500);
    expect(await response.text()).toContain('x'.repeat(5000));
  });

  it('lets hashed files be kept for ever and answers 304 for others that did not change', async () => {
    expect((await get('/assets/app-1234.js')).headers.get('cache-control')).toContain('immutable');
    const { headers } = await get('/digits.bin');
    expect(headers.get('cache-control')).toBe('no-cache');
    const again = await get('/digits.bin', { 'if-none-match': headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('answers paths without a file by the page, missing files by 404, and anything but reading by 405', async () => {
    expect((await get('/lesson/three')).headers.get('content-type')).toContain('text/html');
    expect((await get('/assets/gone-1.js')).status).toBe(404);
    expect((await fetch(base, { method: 'POST' })).status).toBe(405);
  });

  it.each([
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0, br', 'br'],
    ['br;q=0, gzip;q=0', null],
    ['br;q=0.2, gzip;q=0.8', 'gzip'],
    ['*', 'br'],
    ['*;q=0', null],
    ['identity', null],
    ['', null],
  ])('answers Accept-Encoding: %s with %s, files and page alike', async (accepted, encoding) => {
    expect(acceptedEncoding(accepted) || null).toBe(encoding);
    for (const path of ['/assets/app-1234.js', '/']) {
      const { headers } = await answerTo(path, { 'accept-encoding': accepted });
      expect(headers['content-encoding'] ?? null).toBe(encoding);
      expect(headers.vary).toBe('Accept-Encoding');
    }
  });

  it('sends no body where only the head is asked for', async () => {
    for (const path of ['/', '/digits.bin', '/nothing.js']) {
      const response = await fetch(base + path, { method: 'HEAD' });
      expect(await response.text()).toBe('');
      expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    }
  });

  it('gives files without an extension as text, and parts of files where they are asked for', async () => {
    const notice = await get('/NOTICE');
    expect(notice.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await notice.text()).toBe('Who made this');
    const part = await get('/NOTICE', { range: 'bytes=4-7' });
    expect([part.status, await part.text()]).toEqual([206, 'made']);
  });

  it('never gives the page without its nonce and its policy', async () => {
    for (const path of ['/index.html', '/index%2ehtml', '/index.html/', '/index.html?x', '//index.html', '/./index.html']) {
      const { status, headers, body } = await answerTo(path);
      const policy = String(headers['content-security-policy'] ?? '');
      expect([
        path,
        status === 404 || policy === "default-src 'none'" || (policy.includes('nonce-') && !body.includes('CSP_NONCE')),
      ]).toEqual([path, true]);
    }
  });

  it('never leaves its folder, whatever the request writes as its path', async () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/..%5csecret.txt',
      '/%2e%2e/secret.txt',
      '/%252e%252e/secret.txt',
      '/assets/../../secret.txt',
      '/../dist-of-another/secret.txt',
      '/..\\secret.txt',
      '//secret.txt',
      '/%00.txt',
      '/secret.txt%00.js',
      '/%E0%A4%A',
    ]) {
      const { status, body } = await answerTo(path);
      expect([path, status, body]).toEqual([path, 404, 'Not found\n']);
    }
  });
});
