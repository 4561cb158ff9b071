import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { crossStitchRegressions } from '../../../../core/presets/regressions.ts';
import type { Project } from '../../../../core/project/schema.ts';
import { kernelBytes } from '../../../executors/wasm/testing/kernel-bytes.ts';
import { dryRun } from '../on-wasm.ts';
import { outcomeKey, shippedCode } from './key.ts';
import { type Asked, createLedger, type Metrics } from './ledger.ts';

const metrics: Metrics = { digit: { accuracy: 0.5, auc: null } };
const known = { net: { key: 'a key', metrics } };

describe('the ledger of outcomes', () => {
  const ask = async (key: string, full: boolean, trained: Metrics) => {
    const asked: Asked[] = [];
    const ledger = createLedger({ known, full, note: (line) => asked.push(line) });
    return { outcome: await ledger.outcome('net', key, async () => trained), asked };
  };

  it('tells what is known by the same key, and trains nothing', async () => {
    const { outcome, asked } = await ask('a key', false, {});
    expect(outcome).toEqual(metrics);
    expect(asked).toEqual([{ name: 'net', key: 'a key', metrics, trained: false }]);
  });

  it('trains under any other key, and under a name that it does not know', async () => {
    const { outcome, asked } = await ask('another key', false, {});
    expect(outcome).toEqual({});
    expect(asked).toEqual([{ name: 'net', key: 'another key', metrics: {}, trained: true }]);
    const empty = createLedger({ known: {}, full: false, note: () => undefined });
    expect(await empty.outcome('net', 'a key', async () => ({}))).toEqual({});
  });

  it('is checked where all is trained', async () => {
    expect((await ask('a key', true, { digit: { accuracy: 0.5, auc: null } })).asked[0]?.trained).toBe(true);
    await expect(ask('a key', true, { digit: { accuracy: 0.4, auc: null } })).rejects.toThrow('the ledger says of net');
    expect((await ask('another key', true, {})).outcome).toEqual({});
    const ledger = createLedger({ known, full: true, note: () => undefined });
    expect(
      await ledger.outcome(
        'net',
        'a key',
        async () => ({}),
        () => true,
      ),
    ).toEqual({});
  });
});

describe('the key of an outcome', () => {
  const document = crossStitchRegressions();
  const epochs = 2;
  const keyOf = async (project: Project, more: Parameters<typeof dryRun>[2] = {}): Promise<string> => {
    const { digest, onNoise } = await dryRun(project, epochs, more);
    return outcomeKey(kernelBytes(), digest, onNoise);
  };
  const original = keyOf(document);

  it('is the same however often, and however fast, it is asked for, wherever layers lie on the canvas', async () => {
    expect(await keyOf(document)).toBe(await original);
    expect(await keyOf(document, { tickMs: 40 })).toBe(await original);
    const nodes = document.graph.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } }));
    expect(await keyOf({ ...document, graph: { ...document.graph, nodes } })).toBe(await original);
  });

  const { training, graph, tasks, data } = document;
  const changes: Readonly<Record<string, Partial<Project>>> = {
    'the seed': { seed: document.seed + 1 },
    'a learning rate': { training: { ...training, learningRate: training.learningRate * (1 + 1e-6) } },
    'the optimiser': { training: { ...training, optimizer: { kind: 'sgd' } } },
    'a batch': { training: { ...training, batchSize: training.batchSize + 1 } },
    'the weight of a task': { tasks: tasks.map((task, i) => (i === 0 ? { ...task, weight: 0.5 } : task)) },
    'the labels kept': { tasks: tasks.map((task, i) => (i === 0 ? { ...task, labelsKept: 0.9 } : task)) },
    'noise in labels': { tasks: tasks.map((task, i) => (i === 0 ? { ...task, labelNoise: 0.1 } : task)) },
    'the data': { data: { ...data, options: { ...data.options, relatedness: 0.123 } } },
    'the split': { data: { ...data, split: { ...data.split, train: data.split.train - 0.05 } } },
    'an activation': {
      graph: {
        ...graph,
        nodes: graph.nodes.map((node) =>
          'activation' in node.params && node.params.activation === 'tanh'
            ? { ...node, params: { ...node.params, activation: 'elu' } }
            : node,
        ),
      },
    },
  };
  it.each(Object.entries(changes))('is another with %s changed', async (_, change) => {
    expect(await keyOf({ ...document, ...change })).not.toBe(await original);
  });

  it('is another with one bit of the data changed, or of the kernels', async () => {
    let flipped = 0;
    const flip = (values: Float32Array | Int32Array): Float32Array | Int32Array => {
      const copy = values.slice();
      const bytes = new Uint8Array(copy.buffer);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      flipped++;
      return copy;
    };
    expect(await keyOf(document, { changeData: flip })).not.toBe(await original);
    expect(flipped).toBeGreaterThan(0);
    const kernels = kernelBytes();
    kernels[kernels.length - 1] = (kernels.at(-1) ?? 0) ^ 1;
    const { digest, onNoise } = await dryRun(document, epochs);
    expect(await outcomeKey(kernels, digest, onNoise)).not.toBe(await original);
  });

  it('is another for another number of epochs, and where a metric answers otherwise', async () => {
    const { digest, onNoise } = await dryRun(document, epochs + 1);
    expect(await outcomeKey(kernelBytes(), digest, onNoise)).not.toBe(await original);
    const same = await dryRun(document, epochs);
    const other = { ...same.onNoise, y1: { ...same.onNoise.y1, r2: 0.25 } };
    expect(await outcomeKey(kernelBytes(), same.digest, other)).not.toBe(await original);
  });
});

describe('the code of the executor in a key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shipped-code-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The code of an entry that steps by `step.ts`, in a folder of its own. */
  async function codeWith(name: string, step: string): Promise<string> {
    const own = join(folder, name);
    mkdirSync(own);
    writeFileSync(join(own, 'step.ts'), step);
    writeFileSync(
      join(own, 'entry.ts'),
      "import { step } from './step.ts';\nexport const run = (x: number): number => step(step(x));\n",
    );
    return shippedCode(join(own, 'entry.ts'));
  }

  it('is another where anything that it imports computes otherwise, and the same where only words about it change', async () => {
    const code = await codeWith('first', 'export const step = (x: number): number => x * 0.5;\n');
    expect(
      await codeWith(
        'same',
        '/** Halves. */\nexport function unused() {}\nexport const step = (value: number) => value * 0.5;\n',
      ),
    ).toBe(code);
    expect(await codeWith('other', 'export const step = (x: number): number => x * 0.25;\n')).not.toBe(code);
  });
});
