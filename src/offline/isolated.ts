import { isolationHeaders, workerPolicy } from './headers.ts';

const script = /javascript/;

/**
 * The answer with the headers that isolate the page (COOP, COEP, CORP) and, for a script, which may become a worker, with a worker's policy, wherever
 * the host has sent none of its own. What has no body that may be read stays as it is.
 */
export function isolated(answer: Response): Response {
  if (answer.type === 'opaque' || answer.type === 'error' || answer.status !== 200) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(isolationHeaders)) headers.set(name, value);
  if (script.test(headers.get('Content-Type') ?? '') && !headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', workerPolicy);
  }
  return new Response(answer.body, { status: 200, statusText: answer.statusText, headers });
}
