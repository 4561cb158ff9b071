import { describe, expect, it } from 'vitest';
import { head, input, layer, wires } from '../../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import { healthOf } from '../../../core/runs/health.ts';
import { at } from '../../../core/util/assert-never.ts';
import { createReferenceExecutor } from '../../executors/reference/reference-executor.ts';
import { batchesOf } from '../batches.ts';
import { issueBlock, stepperOf } from '../blocks.ts';
import { initialCheckpoint, readCheckpoint, writeCheckpoint } from '../checkpoints.ts';
import { createLiveSettings } from '../live-settings.ts';
import { preparedFor } from '../testing/prepared.ts';
import { BatchLook } from './batch-look.ts';

const dataset = everyFormat(120);
const batchSize = 9;

/** Classes and two values from six numbers, through a rectified layer that both share. */
function document(): Project {
  const blank = everyKind([{ kind: 'classification' }, { kind: 'regression' }]);
  const [a = '', b = ''] = blank.tasks.map(({ id }) => id);
  return {
    ...blank,
    tasks: blank.tasks.map((task) => ({ ...task, weight: task.id === a ? 1 : 0.5 })),
    training: { ...blank.training, batchSize, learningRate: 0.05 },
    graph: {
      nodes: [
        input('x', 0, 0),
        layer('dense', 'low', 1, 0, { units: 12, activation: 'relu' }),
        layer('dense', 'high', 2, 0, { units: 4, activation: 'tanh' }),
        layer('dense', 'a-out', 3, 0, { units: 3 }),
        layer('dense', 'b-out', 3, 1, { units: 2 }),
        head(a, 4, 0),
        head(b, 4, 1),
      ],
      edges: wires(['x', 'low', 'high', 'a-out', `${a}-head`], ['high', 'b-out', `${b}-head`]),
    },
  };
}

async function begun(project: Project, steps = 0, data = dataset) {
  const executor = createReferenceExecutor();
  const run = preparedFor(project, data);
  const session = await executor.load(run.program, run.data);
  const start = initialCheckpoint(run.program, project.seed);
  await writeCheckpoint(session, start);
  const batches = batchesOf(run);
  const live = createLiveSettings(project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch, start);
  const take = (done: number, count: number) =>
    issueBlock(run, stepper, batches, live, { done, count, now: () => 0 }).outcome.then(({ stepped }) => stepped);
  if (steps > 0) await take(0, steps);
  const rows = new Int32Array(batchSize);
  batches.fill(steps, rows, 0);
  return { run, session, live, take, stepper, rows, look: new BatchLook(run, executor, live.taskWeight) };
}

type Matrix = number[][];
const product = (x: Matrix, kernel: readonly number[], bias: readonly number[]): Matrix =>
  x.map((row) => bias.map((start, j) => row.reduce((sum, value, i) => sum + value * at(kernel, i * bias.length + j), start)));
const each = (x: Matrix, f: (value: number) => number): Matrix => x.map((row) => row.map(f));
const momentsOf = (x: Matrix) => {
  const all = x.flat();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return { mean, spread: Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length) };
};

describe('a look at the layers', () => {
  it('gives gradient norms, moments and dead units as a network by hand has them, in float64', async () => {
    const { run, session, take, look, rows } = await begun(document(), 4);
    const report = await look.health(session, 4);
    expect(report.nodes).toEqual(['low', 'high', 'a-out', 'b-out']);
    const numbersOf = (name: string, width: number): Matrix =>
      [...rows].map((row) => [...(at([run.data[name]], 0)?.slice(row * width, (row + 1) * width) ?? [])]);
    const x = numbersOf('input:x', 6);
    const [classes, values] = run.tasks.map(({ targets, target }) =>
      [...rows].map((row) => {
        const width = target.format === 'values' ? target.size : 1;
        return [...targets.slice(row * width, (row + 1) * width)];
      }),
    );
    const forward = (parameters: readonly number[]) => {
      const of = (name: string): number[] => {
        const view = run.program.parameters.find((one) => one.name === name);
        return parameters.slice(view?.offset, (view?.offset ?? 0) + (view?.size ?? 0));
      };
      const layerOf = (input: Matrix, node: string): Matrix => product(input, of(`${node}/kernel`), of(`${node}/bias`));
      const low = each(layerOf(x, 'low'), (value) => Math.max(0, value));
      const high = each(layerOf(low, 'high'), Math.tanh);
      return { low, high, 'a-out': layerOf(high, 'a-out'), 'b-out': layerOf(high, 'b-out') };
    };
    const lossesOf = (parameters: readonly number[]): [number, number] => {
      const made = forward(parameters);
      const crossEntropy = made['a-out'].map(
        (row, i) => Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)) - at(row, at(at(classes ?? [], i), 0)),
      );
      const squares = made['b-out'].map(
        (row, i) => row.reduce((sum, value, k) => sum + (value - at(at(values ?? [], i), k)) ** 2, 0) / 2,
      );
      const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
      return [mean(crossEntropy), mean(squares)];
    };
    const parameters = [...(await session.read('parameters'))];
    const made = forward(parameters);
    for (const node of ['low', 'high', 'a-out', 'b-out'] as const) {
      const { mean, spread } = momentsOf(made[node]);
      expect(healthOf(report, node, 'mean')).toBeCloseTo(mean, 5);
      expect(healthOf(report, node, 'spread')).toBeCloseTo(spread, 5);
      const squares = run.program.parameters
        .filter((view) => view.node === node)
        .flatMap(({ offset, size }) => Array.from({ length: size }, (_, i) => offset + i))
        .map((place) => {
          const moved = (by: number): number => {
            const [first, second] = lossesOf(parameters.map((value, i) => (i === place ? value + by : value)));
            return first + 0.5 * second;
          };
          return ((moved(1e-5) - moved(-1e-5)) / 2e-5) ** 2;
        });
      const norm = Math.sqrt(squares.reduce((sum, value) => sum + value, 0));
      expect(norm).toBeGreaterThan(0.01);
      expect(Math.abs(healthOf(report, node, 'gradient') / norm - 1)).toBeLessThan(1e-5);
      expect(healthOf(report, node, 'update')).toBeNaN();
    }
    // Of what the layers behind get; nothing stands behind the last.
    const norm = (node: string): number => healthOf(report, node, 'gradient');
    const last = Math.max(norm('a-out'), norm('b-out'));
    expect(report.shares[1]).toBeCloseTo(norm('high') / last, 5);
    expect(report.shares[0]).toBeCloseTo(norm('low') / Math.max(norm('high'), last), 5);
    expect([...report.shares.slice(2)]).toEqual([Number.NaN, Number.NaN]);
    const silent = at(made.low, 0).filter((_, unit) => made.low.every((row) => row[unit] === 0)).length;
    expect(healthOf(report, 'low', 'dead')).toBeCloseTo(silent / 12, 6);
    expect(healthOf(report, 'high', 'dead')).toBeNaN();
    // It is the batch of the step that comes.
    const { losses } = await take(4, 1);
    lossesOf(parameters).forEach((loss, i) => {
      expect(at(losses, i)).toBeCloseTo(loss, 5);
    });
  });

  it('sees units that are dead, and none where a slope is left', async () => {
    const project = document();
    const dying = async (activation: string): Promise<number> => {
      const nodes = project.graph.nodes.map((node) =>
        node.id === 'low' ? { ...node, params: { ...node.params, activation } } : node,
      );
      const { run, session, look } = await begun({ ...project, graph: { ...project.graph, nodes } });
      const parameters = await session.read('parameters');
      const bias = run.program.parameters.find(({ name }) => name === 'low/bias');
      parameters.fill(-1000, bias?.offset, (bias?.offset ?? 0) + 3);
      await session.write('parameters', parameters);
      return healthOf(await look.health(session, 0), 'low', 'dead');
    };
    expect(await dying('relu')).toBeGreaterThanOrEqual(3 / 12);
    expect(await dying('leakyRelu')).toBeNaN();
    expect(await dying('elu')).toBeNaN();
  });

  it('judges no gradient that no label measured, or whose task has no weight', async () => {
    const project = document();
    const [a = '', b = ''] = project.tasks.map(({ id }) => id);
    const { session, look, live } = await begun(project);
    live.setTaskWeight(b, 0);
    const report = await look.health(session, 0);
    expect(healthOf(report, 'b-out', 'gradient')).toBeNaN();
    expect(healthOf(report, 'a-out', 'gradient')).toBeGreaterThan(0);
    live.setTaskWeight(a, 0);
    expect(healthOf(await look.health(session, 0), 'low', 'gradient')).toBeNaN();
    expect(healthOf(report, 'low', 'mean')).toBeGreaterThan(0);
  });

  it.each(['equal', 'pcgrad', 'famo'])('knows what the step of %s does to the weights before it is taken', async (method) => {
    const project = document();
    const balancing = defaults.balancing(method);
    const { run, session, look, live, take, stepper } = await begun(
      { ...project, training: { ...project.training, balancing, clipNorm: 0.1 } },
      3,
    );
    const before = await readCheckpoint(stepper, run.program, 3);
    const report = await look.healthAhead(session, live, before, () => Promise.resolve());
    expect([...(await session.read('parameters'))]).toEqual([...before.parameters]);
    await take(3, 1);
    const after = await session.read('parameters');
    for (const node of report.nodes) {
      const places = run.program.parameters
        .filter((view) => view.node === node)
        .flatMap(({ offset, size }) => Array.from({ length: size }, (_, i) => offset + i));
      const moved = Math.hypot(...places.map((i) => at(after, i) - at(before.parameters, i)));
      const length = Math.hypot(...places.map((i) => at(before.parameters, i)));
      expect(moved).toBeGreaterThan(0);
      expect(healthOf(report, node, 'update')).toBeCloseTo(moved / length, 6);
    }
  });

  it('counts no padding', async () => {
    const blank = everyKind([{ kind: 'classification' }]);
    const [a = ''] = blank.tasks.map(({ id }) => id);
    const { run, session, look, rows } = await begun(
      {
        ...blank,
        training: { ...blank.training, batchSize },
        graph: {
          nodes: [
            input('so-far', 0, 0),
            layer('embedding', 'words', 1, 0, { units: 4 }),
            layer('globalPool', 'mean', 2, 0),
            layer('dense', 'out', 3, 0, { units: 3 }),
            head(a, 4, 0),
          ],
          edges: wires(['so-far', 'words', 'mean', 'out', `${a}-head`]),
        },
      },
      0,
      {
        ...dataset,
        inputs: {
          ...dataset.inputs,
          'so-far': (dataset.inputs['so-far'] ?? new Int32Array(0)).map((id, i) => (i % 3 === 2 ? 0 : id)),
        },
      },
    );
    const report = await look.health(session, 0);
    const parameters = await session.read('parameters');
    const table = run.program.parameters.find(({ node }) => node === 'words');
    const tokens = [...rows].flatMap((row) => [...(run.data['input:so-far'] ?? []).slice(row * 3, (row + 1) * 3)]);
    const known = tokens.filter((token) => token !== 0);
    expect(known.length).toBeLessThan(tokens.length);
    const offset = table?.offset ?? 0;
    const { mean, spread } = momentsOf(known.map((token) => [...parameters.slice(offset + token * 4, offset + token * 4 + 4)]));
    expect(healthOf(report, 'words', 'mean')).toBeCloseTo(mean, 6);
    expect(healthOf(report, 'words', 'spread')).toBeCloseTo(spread, 6);
  });
});
