import type { DecodedForWorker, ToBeDecoded } from '../core/data/import/messages.ts';

/** Decodes a sound for a worker, which browsers let pages alone do, and answers it. */
export async function decodeFor(worker: Worker, { number, bytes }: ToBeDecoded): Promise<void> {
  const { decodeSound } = await import('./decode-sound.ts');
  const message: DecodedForWorker = { decoded: number, sound: await decodeSound(bytes) };
  worker.postMessage(message);
}
