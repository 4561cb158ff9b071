/**
 * The bytes at an address, with progress where the server says how many there are. Rejects with the reason in words; the browser's
 * cache does the caching.
 */
export async function fetchPack(url: string, onProgress: (fraction: number) => void): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} (${url})`);
  const expected = Number(response.headers.get('content-length') ?? 0);
  if (!response.body) return response.arrayBuffer();
  const chunks: Uint8Array[] = [];
  let received = 0;
  // Not `for await`: Safari's streams cannot be iterated.
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    received += value.length;
    // A compressed answer says how many bytes were sent, which is fewer.
    if (expected > 0) onProgress(Math.min(1, received / expected));
  }
  const bytes = new Uint8Array(received);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes.buffer;
}
