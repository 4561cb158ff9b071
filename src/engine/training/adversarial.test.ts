import { expect, it } from 'vitest';
import { attackProgram, gradientOf } from '../../core/compile/attack.ts';
import { compileProject } from '../../core/compile/compile.ts';
import { head, input, layer, wires } from '../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../core/presets/testing/every-kind.ts';
import { type Adversarial, type Project, projectSchema } from '../../core/project/schema.ts';
import { structureKey } from '../../core/project/structure.ts';
import { at, invariant } from '../../core/util/assert-never.ts';
import { executorsOnce } from '../executors/conformance/testing/tested-executors.ts';
import type { Executor } from '../executors/executor.ts';
import { createReferenceExecutor } from '../executors/reference/reference-executor.ts';
import { given } from '../formats/testing.ts';
import { batchesOf } from './batches.ts';
import { issueBlock, stepperOf } from './blocks.ts';
import { initialCheckpoint, writeCheckpoint } from './checkpoints.ts';
import { createLiveSettings } from './live-settings.ts';
import { preparedFor } from './testing/prepared.ts';

const dataset = everyFormat(90);
const batchSize = 8;

function document(adversarial?: Adversarial, method = 'equal'): Project {
  const blank = everyKind([{ kind: 'classification' }, { kind: 'regression' }]);
  const [a = '', b = ''] = blank.tasks.map(({ id }) => id);
  return {
    ...blank,
    tasks: blank.tasks.map((task, i) => ({ ...task, weight: at([1, 0.4], i) })),
    graph: {
      nodes: [
        input('x', 0, 0),
        layer('dense', 'low', 1, 0, { units: 9, activation: 'tanh' }),
        layer('batchNorm', 'norm', 2, 0),
        layer('dense', 'a-out', 3, 0, { units: 3, l2: 0.01 }),
        layer('dense', 'b-out', 3, 1, { units: 2 }),
        head(a, 4, 0),
        head(b, 4, 1),
      ],
      edges: wires(['x', 'low', 'norm', 'a-out', `${a}-head`], ['norm', 'b-out', `${b}-head`]),
    },
    training: {
      ...blank.training,
      batchSize,
      learningRate: 0.05,
      optimizer: { kind: 'sgd' },
      balancing: { method, parameters: {} },
      ...(adversarial ? { adversarial } : {}),
    },
  };
}

/** So many steps from the document's initial weights, on data whose x may have been changed. */
async function stepped(executor: Executor, project: Project, steps: number, data = dataset) {
  const run = preparedFor(project, data);
  const session = await executor.load(run.program, run.data);
  const start = initialCheckpoint(run.program, project.seed);
  await writeCheckpoint(session, start);
  const batches = batchesOf(run);
  const live = createLiveSettings(project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch, start);
  const { stepped: made } = await issueBlock(run, stepper, batches, live, { done: 0, count: steps, now: () => 0 }).outcome;
  const rows = new Int32Array(batchSize);
  batches.fill(0, rows, 0);
  const outcome = { losses: made.losses, parameters: await session.read('parameters'), state: await session.read('state') };
  session.dispose();
  return { run, rows, ...outcome };
}

it('trains on the samples of the batch moved along the sign of their gradient, with weights, statistics and penalties as ever', async () => {
  const epsilon = 0.25;
  const executor = createReferenceExecutor();
  // Without running statistics: inference, where the attack's program looks, is then what training computes.
  const still = (project: Project): Project => ({
    ...project,
    graph: { ...project.graph, nodes: project.graph.nodes.map((node) => ({ ...node, frozen: node.id === 'norm' })) },
  });
  const plain = still(document());
  const { run, rows } = await stepped(executor, plain, 1);
  const made = attackProgram(run.project, run.dataset.signature, run.program);
  invariant(made, 'numbers can be moved');
  const session = await executor.load(made.program, {});
  const start = initialCheckpoint(run.program, plain.seed);
  await session.write('parameters', start.parameters);
  await session.write('state', start.state);
  const take = (name: string): Float32Array | Int32Array => {
    const all = run.data[name] ?? new Float32Array(0);
    const width = all.length / 90;
    const picked = [...rows].flatMap((row) => [...all.slice(row * width, (row + 1) * width)]);
    return all instanceof Int32Array ? Int32Array.from(picked) : Float32Array.from(picked);
  };
  const feeds = Object.fromEntries(
    made.feeds.map(({ name, from }) => [
      name,
      from === 'weights' ? Float32Array.from({ length: 2 * batchSize }, (_, i) => at([1, 0.4], i % 2)) : take(name),
    ]),
  );
  const gradient = (await session.predict(feeds, batchSize))[gradientOf('x')] ?? new Float32Array(0);
  const x = Float32Array.from(dataset.inputs.x ?? []);
  rows.forEach((row, i) => {
    for (let k = 0; k < 6; k++) x[row * 6 + k] = at(x, row * 6 + k) + epsilon * Math.sign(at(gradient, i * 6 + k));
  });
  const moved = { ...dataset, inputs: { ...dataset.inputs, x } };
  const expected = await stepped(executor, plain, 1, moved);
  const found = await stepped(executor, still(document({ kind: 'fgsm', epsilon })), 1);
  const clean = await stepped(executor, plain, 1);
  for (const [i, loss] of found.losses.entries()) {
    expect(loss).toBeCloseTo(at(expected.losses, i), 5);
    expect(loss).toBeGreaterThan(at(clean.losses, i) + 0.02);
  }
  for (const [i, value] of found.parameters.entries()) expect(value).toBeCloseTo(at(expected.parameters, i), 5);
});

it.each(['equal', 'famo', 'pcgrad', 'moco'])('takes the same steps on every executor, balanced by %s', async (method) => {
  const project = document({ kind: 'fgsm', epsilon: 0.1 }, method);
  const steps = 25;
  const expected = await stepped(createReferenceExecutor(), project, steps);
  for (const { create, tolerance } of executorsOnce) {
    const executor = await create();
    const found = await stepped(executor, project, steps);
    executor.dispose();
    for (const what of ['losses', 'parameters', 'state'] as const) {
      const errors = Array.from(found[what], (value, i) => Math.abs(value - at(expected[what], i)));
      expect(Math.max(...errors)).toBeLessThan(10 * tolerance);
    }
  }
});

it('is off unless a document asks for it, which then is another program', () => {
  const plain = document();
  expect('adversarial' in projectSchema.parse(JSON.parse(JSON.stringify(plain))).training).toBe(false);
  const keys = [undefined, 0.1, 0.2].map((epsilon) =>
    structureKey(document(epsilon === undefined ? undefined : { kind: 'fgsm', epsilon })),
  );
  expect(new Set(keys).size).toBe(3);
  expect(projectSchema.parse({ ...plain, training: { ...plain.training, adversarial: {} } }).training.adversarial).toEqual({
    kind: 'fgsm',
    epsilon: 0.1,
  });
});

it('says so where nothing that the network reads can be moved', () => {
  const blank = everyKind([{ kind: 'classification' }]);
  const [a = ''] = blank.tasks.map(({ id }) => id);
  const project: Project = {
    ...blank,
    training: { ...blank.training, adversarial: { kind: 'fgsm', epsilon: 0.1 } },
    graph: {
      nodes: [
        input('so-far', 0, 0),
        layer('embedding', 'words', 1, 0),
        layer('globalPool', 'mean', 2, 0),
        layer('dense', 'out', 3, 0, { units: 3 }),
        head(a, 4, 0),
      ],
      edges: wires(['so-far', 'words', 'mean', 'out', `${a}-head`]),
    },
  };
  const { warnings } = given(compileProject(project, dataset.signature));
  expect(warnings.map(({ code, where }) => [code, where])).toEqual([['training.nothingToMove', 'training.adversarial']]);
});
