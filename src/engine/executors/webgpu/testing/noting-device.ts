import { createHash } from 'node:crypto';
import { at } from '../../../../core/util/assert-never.ts';

/** Bytes of numbers in [0.1, 0.9) that stand in for what a device computes. */
function pretended(count: number): ArrayBuffer {
  const bytes = new ArrayBuffer(count);
  const numbers = new Float32Array(bytes, 0, Math.floor(count / 4));
  for (let i = 0; i < numbers.length; i++) numbers[i] = 0.1 + (0.8 * ((Math.imul(i + 1, 0x9e3779b1) >>> 8) % 4096)) / 4096;
  return bytes;
}

/** The numbers of a typed array that a call names by their place and count, as the queue and passes of WebGPU do. */
const stretch = (values: Float32Array | Uint32Array, from = 0, count = values.length - from): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset + from * values.BYTES_PER_ELEMENT, count * values.BYTES_PER_ELEMENT);

const isArray = (value: unknown): value is Float32Array | Uint32Array =>
  value instanceof Float32Array || value instanceof Uint32Array;

/**
 * A device of the same limits as `like` that computes nothing, and takes down all that it is told: sizes of buffers, shaders, what is
 * written, every command in its order. What is read from it is made up. `digest` is the hash of all that.
 */
export function notingDevice(like: GPUDevice): { readonly device: GPUDevice; digest(): string } {
  const hash = createHash('sha256');
  let made = 0;
  const note = (of: string, method: string, args: readonly unknown[]): void => {
    const place = args.findIndex(isArray);
    const values = args[place];
    if (!isArray(values)) {
      hash.update(`${of}.${method} ${JSON.stringify(args)}\n`);
      return;
    }
    hash.update(`${of}.${method} ${JSON.stringify(args.slice(0, place))} ${values.constructor.name}\n`);
    const [from, count] = args.slice(place + 1).map(Number);
    hash.update(stretch(values, from, count));
  };
  /** Takes the place of an object of the device, which is known by a number in what is taken down. */
  function noting<T extends object>(replaced: T, known: Readonly<Record<string, unknown>> = {}): T {
    const id = `#${made++}`;
    const own: Readonly<Record<string, unknown>> = { toJSON: () => id, ...known };
    return new Proxy(replaced, {
      get(_, name) {
        const method = String(name);
        // It is no promise.
        if (method in own || method === 'then') return own[method];
        return (...args: readonly unknown[]): unknown => {
          note(id, method, args);
          if (method === 'getMappedRange') return pretended(Number(at(args, 1)));
          return method.endsWith('Async') ? Promise.resolve(noting({})) : noting({});
        };
      },
    });
  }
  const device = noting(like, { limits: like.limits, lost: new Promise(() => undefined), queue: noting({}) });
  return { device, digest: () => hash.copy().digest('hex') };
}
