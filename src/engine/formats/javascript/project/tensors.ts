import { javascript } from '../source.ts';

/** tensors.js */
export const tensorsFile = javascript`
  /** Reads safetensors: by name { shape, data }. Numbers begin at a multiple of their size. */
  export function readTensors(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = Number(view.getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    const arrays = { F32: Float32Array, I32: Int32Array, U8: Uint8Array };
    const tensors = {};
    for (const [name, entry] of Object.entries(header)) {
      if (name === '__metadata__') continue;
      const { dtype, shape, data_offsets: [from, to] } = entry;
      const own = bytes.slice(8 + length + from, 8 + length + to);
      tensors[name] = { shape, data: new arrays[dtype](own.buffer) };
    }
    return tensors;
  }

  /** A file beside this one, in a browser as in Node. */
  export async function readBeside(name) {
    const url = new URL(name, import.meta.url);
    if (url.protocol === 'file:') return new Uint8Array(await (await import('node:fs/promises')).readFile(url));
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(url + ': ' + answer.status);
    return new Uint8Array(await answer.arrayBuffer());
  }
`;
