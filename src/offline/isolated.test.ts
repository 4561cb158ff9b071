import { expect, test } from 'vitest';
import { metaPolicy, pagePolicy, workerPolicy } from './headers.ts';
import { isolated } from './isolated.ts';

const answer = (type: string, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(status === 204 ? null : 'body', { status, headers: { 'Content-Type': type, ...headers } });

test('what a host sends without headers isolates the page, and keeps its body and its own headers', async () => {
  const made = isolated(answer('text/html', { 'Cache-Control': 'no-cache' }));
  expect(Object.fromEntries(made.headers)).toEqual({
    'cache-control': 'no-cache',
    'content-type': 'text/html',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(await made.text()).toBe('body');
});

test('a script gets the policy of a worker, where it has none', () => {
  const policyOf = (response: Response) => isolated(response).headers.get('Content-Security-Policy');
  expect(policyOf(answer('text/javascript; charset=utf-8'))).toBe(workerPolicy);
  expect(policyOf(answer('application/javascript'))).toBe(workerPolicy);
  expect(policyOf(answer('text/javascript', { 'Content-Security-Policy': "default-src 'self'" }))).toBe("default-src 'self'");
  expect(policyOf(answer('application/wasm'))).toBeNull();
});

test('errors and answers without a body stay as they are', () => {
  for (const response of [answer('text/plain', {}, 404), answer('text/plain', {}, 204), Response.error()]) {
    expect(isolated(response)).toBe(response);
  }
});

test('the policy in the page is that of its header, but for who may frame it, which only a header can say', () => {
  expect(`${metaPolicy('n')}; frame-ancestors 'none'`).toBe(pagePolicy('n'));
});
