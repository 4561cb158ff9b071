import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchPack } from './fetch-pack.ts';

afterEach(() => vi.unstubAllGlobals());

const answer = (response: Response): unknown => vi.stubGlobal('fetch', async () => response);

function streamed(...chunks: readonly number[][]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(Uint8Array.from(chunk));
      controller.close();
    },
  });
}

describe('fetchPack', () => {
  it('joins the chunks and says how far it is', async () => {
    answer(new Response(streamed([1, 2], [3], [4, 5]), { headers: { 'content-length': '5' } }));
    const seen: number[] = [];
    const bytes = await fetchPack('https://here/data/x', (fraction) => seen.push(fraction));
    expect([...new Uint8Array(bytes)]).toEqual([1, 2, 3, 4, 5]);
    expect(seen).toEqual([0.4, 0.6, 1]);
  });

  it('never says more than all where the answer was compressed', async () => {
    answer(new Response(streamed([1, 2, 3, 4]), { headers: { 'content-length': '2' } }));
    const seen: number[] = [];
    await fetchPack('https://here/data/x', (fraction) => seen.push(fraction));
    expect(Math.max(...seen)).toBe(1);
  });

  it('says what the server answered where there is no such file', async () => {
    answer(new Response('', { status: 404, statusText: 'Not Found' }));
    await expect(fetchPack('https://here/data/x', () => undefined)).rejects.toThrow('404 Not Found (https://here/data/x)');
  });
});
