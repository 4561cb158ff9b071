import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticServer, resolvePath } from './static-server.ts';

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
  server = createStaticServer(root);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

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

  it('never leaves its folder', () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/%00.txt',
      '/%E0%A4%A',
    ]) {
      expect(resolvePath(root, path)).toBeNull();
    }
  });
});
