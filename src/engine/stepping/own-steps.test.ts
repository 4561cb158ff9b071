import { describe, expect, it } from 'vitest';
import { balancingMethods } from '../../core/balancing/registry.ts';
import { compileProject } from '../../core/compile/compile.ts';
import { head, input, layer, sketch, task, wires } from '../../core/presets/sketch.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import { hasOwnSteps } from '../../core/project/balancing.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Project } from '../../core/project/schema.ts';
import type { DataSignature } from '../../core/project/signature.ts';
import { at } from '../../core/util/assert-never.ts';
import { blockOf, freshSession, given, randomData, testSeed } from '../executors/tfjs/testing.ts';
import { kernelBytes } from '../executors/wasm/testing/kernel-bytes.ts';
import { createWasmExecutor } from '../executors/wasm/wasm-executor.ts';
import { namedWeights } from '../formats/named-weights.ts';
import { initialCheckpoint } from '../training/checkpoints.ts';
import type { NumberedBlock } from './blocks.ts';
import { createStepper } from './stepper.ts';

const executor = await createWasmExecutor(kernelBytes());
const own = Object.values(balancingMethods)
  .filter(hasOwnSteps)
  .map(({ id }) => id);

const title = { en: 'target', 'zh-CN': '目标' };
const signature: DataSignature = {
  inputs: [{ id: 'x', shape: [4], dtype: 'f32' }],
  targets: ['a', 'b', 'c'].map((id) => ({ id, title, format: 'values', size: 1 })),
  count: 256,
};

/** Three numbers behind a trunk with a batch normalisation and dropout, or each behind layers of its own. */
function documentOf(method: string, { shared = true, frozen = false, tasks = ['a', 'b', 'c'] } = {}): Project {
  const trunkOf = (id: string): string[] => ['dense', 'norm', 'drop'].map((kind) => (shared ? kind : `${kind}-${id}`));
  const trunks = shared ? [trunkOf('')] : tasks.map(trunkOf);
  const document = sketch({
    name: 'own steps',
    data: { dataset: 'toys' },
    tasks: tasks.map((id) => task(id, 'regression', id)),
    nodes: [
      input('x', 0, 0),
      ...trunks.flatMap(([dense = '', norm = '', drop = ''], i) => [
        layer('dense', dense, 1, i, { units: 6, activation: 'tanh' }),
        layer('batchNorm', norm, 2, i),
        layer('dropout', drop, 3, i, { rate: 0.2 }),
      ]),
      ...tasks.flatMap((id, i) => [layer('dense', `${id}-out`, 4, i, { units: 1 }), head(id, 5, i)]),
    ],
    edges: wires(...tasks.map((id) => ['x', ...trunkOf(id), `${id}-out`, `${id}-head`])),
    training: { ...defaults.training(), optimizer: { kind: 'sgd' }, batchSize: 8, balancing: defaults.balancing(method) },
  });
  const { nodes, edges } = document.graph;
  return frozen
    ? { ...document, graph: { nodes: nodes.map((node) => (node.id === 'dense' ? { ...node, frozen } : node)), edges } }
    : document;
}

const compiled = (document: Project): TrainingProgram => given(compileProject(document, signature)).program;

/** The same batches whatever else a step reads beside them: more of the same rows. */
function blockFor(program: TrainingProgram, steps: number): NumberedBlock {
  const { furtherBatches = [], ...plain } = program;
  const { controls } = blockOf(program, steps, 0.05);
  const { rows } = blockOf(plain, steps);
  const batches = Array.from({ length: steps }, (_, i) => [...rows.subarray(i * program.batchSize, (i + 1) * program.batchSize)]);
  const beside = [0, ...furtherBatches.map((_, k) => k + 1)];
  const all = batches.flatMap((_, i) => beside.flatMap((k) => at(batches, (i + k) % steps)));
  return { firstStep: 1, count: steps, controls, rows: Int32Array.from(all) };
}

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expect(Math.max(...found.map((value, i) => Math.abs(value - at(expected, i))))).toBeLessThan(1e-5);
}

async function trained(document: Project, steps = 20) {
  const program = compiled(document);
  const session = await freshSession(executor, program, randomData(program, 0.7));
  const stepper = createStepper({
    program,
    session,
    seed: testSeed,
    stepsPerEpoch: 8,
    balancing: () => document.training.balancing,
  });
  const { losses } = await stepper.step(blockFor(program, steps));
  const { parameters, state } = await stepper.read();
  session.dispose();
  return { losses: [...losses], parameters: [...parameters], statistics: [...state.slice(0, 12)] };
}

describe.each(own)('steps as %s says them', (method) => {
  it('are the plain ones for one task, heads and running statistics included', async () => {
    const [found, plain] = await Promise.all([
      trained(documentOf(method, { tasks: ['b'] })),
      trained(documentOf('equal', { tasks: ['b'] })),
    ]);
    expectNear(found.losses, plain.losses);
    expectNear(found.parameters, plain.parameters);
    expectNear(found.statistics, plain.statistics);
  });

  it('leave what is frozen where it is, and move the rest of what is shared', async () => {
    const document = documentOf(method, { frozen: true });
    const program = compiled(document);
    const { parameters } = await trained(document);
    const start = initialCheckpoint(program, testSeed).parameters;
    for (const { node, offset, size, trainable } of program.parameters) {
      const moved = parameters.slice(offset, offset + size).some((value, i) => value !== start[offset + i]);
      expect([node, moved]).toEqual([node, trainable]);
    }
  });

  it('go along each task’s own gradient where nothing is shared', async () => {
    const { losses, parameters } = await trained(documentOf(method, { shared: false }));
    expect([...losses, ...parameters].every(Number.isFinite)).toBe(true);
  });

  it('leave no trace in the model that is taken home', () => {
    const weights = (id: string): string[] => {
      const program = compiled(documentOf(id));
      return Object.keys(namedWeights(program, initialCheckpoint(program, testSeed)));
    };
    expect(weights(method)).toEqual(weights('equal'));
  });
});

it.each([
  ['mgda', { perNode: true, perSet: true, heads: 'weights' }],
  ['mgda', { representation: true }],
  ['upgrad', { perSet: true, every: 3 }],
  ['uw', { heads: 'sliders', every: 2 }],
  ['moco', { perNode: true, heads: 'weights' }],
  ['graddrop', { representation: true }],
] as const)('of one task %s with %o takes the plain steps', async (method, switches) => {
  const document = documentOf(method, { tasks: ['b'] });
  const { training } = document;
  const said = { ...document, training: { ...training, balancing: { ...training.balancing, ...switches } } };
  const [found, plain] = await Promise.all([trained(said), trained(documentOf('equal', { tasks: ['b'] }))]);
  expectNear(found.losses, plain.losses);
  expectNear(found.parameters, plain.parameters);
  expectNear(found.statistics, plain.statistics);
});

it('keeps on the device what a method needs from step to step, and says how much that is', () => {
  const sizes = ['equal', 'famo', 'db-mtl'].map((method) => compiled(documentOf(method)).stateCount);
  // Dense [4, 6] and [6], scale and shift [6] each, for three tasks.
  expect(sizes).toEqual([12, 12, 12 + 3 * (24 + 6 + 6 + 6)]);
});

it.each(['auto-lambda', 'moml', 'forum'])('%s is refused beside the choice where nothing is left for validation', (method) => {
  const document = documentOf(method);
  const { data } = document;
  const result = compileProject({ ...document, data: { ...data, split: { train: 0.8, validation: 0 } } }, signature);
  expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'balancing.noValidation', where: 'training.balancing' }] });
});
