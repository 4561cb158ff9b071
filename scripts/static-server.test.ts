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
function answerTo(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const sent = request(base, { path, headers, method }, (response) => {
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

  const page = '<div id="root">';
  const script = 'console.log(';
  it.each([
    // Escapes that are none, or say something else than they seem to.
    ['/%', 404],
    ['/%zz', 404],
    ['/%u002e%u002e/secret.txt', 404],
    ['/%c0%ae%c0%ae/secret.txt', 404],
    ['/%ff', 404],
    ['/assets/%', 404],
    ['/index.html%00', 404],
    ['/digits.bin%3Fx', 404],
    ['/digits.bin%23x', 404],
    ['/%2e%2e%2fsecret.txt', 404],
    ['/%5c..%5csecret.txt', 404],
    ['/..;/secret.txt', 404],
    ['/assets%2f..%2f..%2fsecret.txt', 404],
    ['/....//secret.txt', 404],
    ['/C:/secret.txt', 404],
    ['/~root/secret.txt', 404],
    // What is beside the files, or would be elsewhere.
    ['/.env.txt', 404],
    ['/package.json', 404],
    ['/digits.bin/..', page],
    ['/digits.bin/x.bin', 404],
    ['/assets/app-1234.JS', 404],
    // What has no extension and is no file is the page.
    ['/', page],
    ['//', page],
    ['/.', page],
    ['/..', page],
    ['/../..', page],
    ['/assets', page],
    ['/assets/', page],
    ['/assets/..', page],
    ['/.git/config', page],
    ['/con', page],
    ['/%E6%95%B0%E5%AD%97', page],
    [`/${'a'.repeat(6000)}`, page],
    ['*', page],
    // Files, however they are asked for.
    ['/assets/app-1234.js', script],
    ['/assets/app-1234.js?v=1', script],
    ['/assets/app-1234.js#top', script],
    ['/%61ssets/app-1234.js', script],
    ['/assets/app-1234.js/', script],
  ])('answers the path %s with %s, never with an error of its own, and always isolated', async (path, expected) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers, body } = await answerTo(path, {}, method);
      expect([path, method, status]).toEqual([path, method, expected === 404 ? 404 : 200]);
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
      if (method === 'HEAD') expect(body).toBe('');
      else expect(body).toContain(expected === 404 ? 'Not found' : expected);
      expect(body).not.toContain('secret');
    }
  });

  it.each([
    'bytes=0-',
    'bytes=-5',
    'bytes=5000-',
    'bytes=9-3',
    'bytes=a-b',
    'bytes=0-1,4-5',
    'bytes=0-99999999999999999999',
    'x=1-2',
    'bytes=',
  ])('gives no more than the file for the range %s', async (range) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers, body } = await answerTo('/NOTICE', { range }, method);
      expect([200, 206, 416]).toContain(status);
      expect(body.length).toBeLessThanOrEqual('Who made this'.length);
      if (method === 'GET' && status !== 416) expect(Number(headers['content-length'])).toBe(body.length);
    }
  });

  it.each(['br;q=abc', ';;;', 'br;q=-1', 'gzip;q=', ',', 'br '.repeat(900), 'x,'.repeat(3000)])(
    'answers nonsense as Accept-Encoding with the file: %s',
    async (accepted) => {
      const { status, headers, body } = await answerTo('/assets/app-1234.js', { 'accept-encoding': accepted });
      expect([status, headers['content-encoding'] ?? null]).toEqual([200, null]);
      expect(body).toContain(script);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])('refuses %s, and says what it allows', async (method) => {
    const { status, headers } = await answerTo('/digits.bin', {}, method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});
