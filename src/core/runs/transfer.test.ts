import { expect, it } from 'vitest';
import type { Checkpoint, SampleBatch, TrainEvent, WorkerResponse } from './protocol.ts';
import { transferList } from './transfer.ts';

const checkpoint = (): Checkpoint => ({
  step: 1,
  parameters: new Float32Array(4),
  optimizer: new Float32Array(8),
  state: new Float32Array(0),
  balancing: { key: 'equal', numbers: new Float64Array(2) },
  layoutKey: 'key',
});

const samples = (): SampleBatch => ({
  count: 1,
  rows: new Int32Array(1),
  inputs: { x: new Float32Array(4), tokens: new Int32Array(2) },
  truth: { a: new Int32Array(1) },
  labelled: { a: new Float32Array(1) },
  predictions: { a: new Float32Array(3) },
  decoded: { a: new Int32Array(2) },
});

const response = (value: WorkerResponse): TrainEvent => ({
  type: 'response',
  generation: 1,
  runId: 'r',
  requestId: 1,
  result: { ok: true, value },
});

/** Every buffer that is anywhere in a value. */
function buffersIn(value: unknown): ArrayBufferLike[] {
  if (ArrayBuffer.isView(value)) return [value.buffer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(buffersIn);
}

const bigEvents: readonly TrainEvent[] = [
  {
    type: 'metrics',
    runId: 'r',
    from: 1,
    count: 2,
    columns: ['one', 'two'].map((id) => ({ id, keys: ['a'], values: new Float32Array(2) })),
  },
  { type: 'checkpoint', runId: 'r', generation: 1, checkpoint: checkpoint() },
  response({ kind: 'checkpoint', checkpoint: checkpoint() }),
  response({ kind: 'samples', step: 1, samples: samples() }),
  response({
    kind: 'predict',
    step: 1,
    outputs: { a: new Float32Array(3), b: new Float32Array(1) },
    decoded: { a: new Int32Array(4) },
  }),
  response({
    kind: 'neighbours',
    step: 1,
    neighbours: {
      rows: new Int32Array(2),
      similarity: new Float32Array(2),
      inputs: { x: new Float32Array(4) },
      truth: new Int32Array(2),
    },
  }),
  response({ kind: 'export', fileName: 'f', mime: 'm', bytes: new Uint8Array(9) }),
];

it('moves every array of an event, and the page receives the same numbers', () => {
  for (const event of bigEvents) {
    const list = transferList(event);
    expect(new Set(list)).toEqual(new Set(buffersIn(event)));
    const lengths = buffersIn(event).map((buffer) => buffer.byteLength);
    const received = structuredClone(event, { transfer: list });
    expect(buffersIn(received).map((buffer) => buffer.byteLength)).toEqual(lengths);
    for (const buffer of list) expect(buffer.byteLength).toBe(0);
  }
});

it('lists a buffer once that several views share', () => {
  const buffer = new ArrayBuffer(16);
  const outputs = { a: new Float32Array(buffer, 0, 2), b: new Float32Array(buffer, 8, 2) };
  expect(transferList(response({ kind: 'predict', step: 1, outputs }))).toEqual([buffer]);
});
