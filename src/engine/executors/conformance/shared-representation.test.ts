import { expect, test } from 'vitest';
import { balancingMethod } from '../../../core/balancing/index.ts';
import { dot } from '../../../core/balancing/testing/explicit.ts';
import { compileProject } from '../../../core/compile/compile.ts';
import { presets } from '../../../core/presets/registry.ts';
import { head, input, layer, sketch, wires } from '../../../core/presets/sketch.ts';
import { counterUniform, randomKeys } from '../../../core/program/counter-random.ts';
import { initialParameters } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import type { Balancing, Project } from '../../../core/project/schema.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { given } from '../../formats/testing.ts';
import { createReferenceExecutor } from '../reference/reference-executor.ts';
import { runOn, worstOf } from './run.ts';
import { smallRun } from './small-documents.ts';
import { packFromDisk } from './testing/packs.ts';
import { differences, type Outcome } from './testing/stepped.ts';
import { wasm } from './testing/tested-executors.ts';
import {
  controlsOf,
  dataFor,
  documentOf,
  lambda,
  learningRate,
  rowsOf,
  seed,
  signature,
  steppedBy,
  steps,
} from './testing/three-tasks.ts';

type Vector = readonly number[];

const [batch, units, features] = [6, 4, 3];

/** The heads of the three tasks alone, on a representation that is given as data. */
const headsAlone = (): TrainingProgram => {
  const whole = documentOf('equal');
  const ids = whole.tasks.map(({ id }) => id);
  const document = sketch({
    name: 'heads alone',
    data: whole.data,
    tasks: whole.tasks,
    nodes: [
      input('x', 0, 0),
      ...ids.flatMap((id, i) => [layer('dense', `${id}-logits`, 2, i, { units: at([3, 1, 2], i) }), head(id, 3, i)]),
    ],
    edges: wires(...ids.map((id) => ['x', `${id}-logits`, `${id}-head`])),
    training: whole.training,
  });
  const inputs = [{ id: 'x', shape: [units], dtype: 'f32' as const }];
  return given(compileProject(document, { ...signature, inputs, count: 2 * batch })).program;
};

const parametersOf = ({ parameters }: TrainingProgram, node: string): { offset: number; size: number } => {
  const own = parameters.filter((info) => info.node === node);
  return { offset: at(own, 0).offset, size: own.reduce((sum, { size }) => sum + size, 0) };
};

/**
 * Gradient descent with the gradients of the shared representation h = tanh(xW + b), in float64: those of every task by central differences of its loss in
 * h; the direction on h through the layer by hand.
 */
function byDefinition(method: string): Outcome {
  const { program } = given(compileProject(documentOf('equal'), signature));
  const heads = headsAlone();
  const data = dataFor(program);
  const trainer = new ReferenceTrainer(program, data);
  trainer.parameters.set(initialParameters(program, seed));
  const trunk = parametersOf(program, 'trunk');
  const alone = lambda.map((_, t) =>
    controlsOf(
      program,
      lambda.map((__, k) => (k === t ? 1 : 0)),
    ).subarray(0, program.controls.size),
  );
  const rows = rowsOf(program);
  const losses: number[][] = [];
  for (let step = 0; step < steps; step++) {
    const taken = rows.subarray(step * batch, (step + 1) * batch);
    const theta = trainer.parameters.slice();
    const x = Array.from(taken, (row) => Array.from(at([data['input:x'] ?? []], 0)).slice(row * features, (row + 1) * features));
    const h = x.flatMap((sample) =>
      Array.from({ length: units }, (_, unit) => {
        const z = sample.reduce((sum, value, i) => sum + value * at(theta, trunk.offset + i * units + unit), 0);
        return Math.tanh(z + at(theta, trunk.offset + features * units + unit));
      }),
    );
    const ofBatch: Record<string, Vector> = Object.fromEntries(
      heads.data.map(({ name, shape }) => {
        const width = shape.slice(1).reduce((product, extent) => product * extent, 1);
        const whole = Array.from(at([data[name] ?? []], 0));
        return [
          name,
          name === 'input:x' ? h : [...taken, ...taken].flatMap((row) => whole.slice(row * width, (row + 1) * width)),
        ];
      }),
    );
    const lossesAt = (representation: Vector): number[] => {
      const other = new ReferenceTrainer(heads, {
        ...ofBatch,
        'input:x': Float64Array.from([...representation, ...representation]),
      });
      for (const { name, offset, size } of heads.parameters) {
        const own = program.parameters.find((info) => info.name === name);
        invariant(own, 'the heads are the same');
        other.parameters.set(theta.subarray(own.offset, own.offset + size), offset);
      }
      return [
        ...other.step(
          new Float64Array(heads.controls.size),
          Array.from(taken, (_, i) => i),
        ),
      ];
    };
    losses.push(lossesAt(h));
    const slopes = h.map((value, k) => {
      const [up, down] = [1e-5, -1e-5].map((by) => lossesAt(h.map((other, i) => (i === k ? value + by : other))));
      return lambda.map((_, t) => (at(up ?? [], t) - at(down ?? [], t)) / 2e-5);
    });
    const g = lambda.map((own, t) => slopes.map((each) => own * at(each, t)));
    const direction = method === 'graddrop' ? oneSign(g, program, step) : weighed(method, g, at(losses, step));
    const dz = direction.map((value, k) => value * (1 - at(h, k) ** 2));
    const perUnit = (unit: number, factor: (sample: number) => number): number =>
      x.reduce((sum, _, sample) => sum + factor(sample) * at(dz, sample * units + unit), 0);
    const own = alone.map((controls) => trainer.gradient(controls, taken));
    trainer.parameters.set(
      theta.map((value, k) => value - learningRate * lambda.reduce((sum, w, t) => sum + w * at(at(own, t), k), 0)),
    );
    for (let unit = 0; unit < units; unit++) {
      for (let i = 0; i < features; i++) {
        const place = trunk.offset + i * units + unit;
        trainer.parameters[place] = at(theta, place) - learningRate * perUnit(unit, (sample) => at(at(x, sample), i));
      }
      const bias = trunk.offset + features * units + unit;
      trainer.parameters[bias] = at(theta, bias) - learningRate * perUnit(unit, () => 1);
    }
  }
  return { losses: losses.flat(), parameters: [...trainer.parameters] };
}

/** Σ w·g of a method that scales, g with λ. */
function weighed(id: string, g: readonly Vector[], losses: Vector): Vector {
  const method = balancingMethod(id);
  invariant(method && 'weigh' in method && method.needs === 'gramian', 'it weighs by a Gramian');
  const parameters = method.schema.parse({});
  const { weights } = method.weigh(
    {
      step: 1,
      stepsPerEpoch: 6,
      taskCount: g.length,
      nominal: lambda,
      get random(): never {
        throw new Error('nothing is drawn');
      },
      losses: losses.map((loss, t) => loss * at(lambda, t)),
      gramian: g.flatMap((a) => g.map((b) => dot(a, b))),
    },
    method.initialState(g.length, parameters),
    parameters,
  );
  return at(g, 0).map((_, k) => g.reduce((sum, each, t) => sum + at(weights, t) * at(each, k), 0));
}

/** What GradDrop keeps; the representation stands behind the trained parameters. */
function oneSign(g: readonly Vector[], { parameters }: TrainingProgram, step: number): Vector {
  const keys = randomKeys(seed, `balancing/graddrop/${parameters.length}`, step + 1);
  return at(g, 0).map((_, k) => {
    const values = g.map((each) => at(each, k));
    const sizes = values.reduce((sum, value) => sum + Math.abs(value), 0);
    const up = sizes > 0 ? 0.5 * (1 + values.reduce((sum, value) => sum + value, 0) / sizes) : 0.5;
    const u = counterUniform(k, keys);
    return values.filter((value) => (value > 0 ? up > u : up < u)).reduce((sum, value) => sum + value, 0);
  });
}

const executors = [createReferenceExecutor(), await wasm.create()];

test.each(['mgda', 'graddrop'])('%s by the gradients of what tasks share', async (method) => {
  const document = documentOf(method, {}, { switches: { representation: true } });
  const expected = byDefinition(method);
  for (const executor of executors) expect(differences(await steppedBy(executor, document), expected)).toBeLessThan(1e-4);
  expect(differences(await steppedBy(at(executors, 0), documentOf(method)), expected)).toBeGreaterThan(1e-3);
});

/** How tasks are wired, and how many nodes they share. */
const wirings = [
  ['mmoe', 4],
  ['ple', 6],
  ['cross-stitch-regressions', 6],
  ['scenes-cascade', 3],
] as const;
const preset = (id: string, balancing: Partial<Balancing>): Project => {
  const found = presets.find((item) => item.id === id)?.project();
  invariant(found, `there is a preset ${id}`);
  return { ...found, training: { ...found.training, balancing: { method: 'equal', parameters: {}, ...balancing } } };
};

test.each(wirings)('weights that are λ make the plain step of %s, wherever they act', async (id, sharedNodes) => {
  const plain = await smallRun(preset(id, {}), 4, packFromDisk);
  const executor = at(executors, 1);
  const expected = await runOn(executor, plain);
  for (const switches of [{ representation: true }, { perNode: true, perSet: true }]) {
    const run = await smallRun(preset(id, { method: 'mgda', ...switches }), 4, packFromDisk);
    const { gramian, tasks } = run.program;
    invariant(gramian, 'its weights are chosen within steps');
    const weigh = () => Array.from({ length: gramian.weightCount }, (_, i) => 1 + 0.5 * (i % tasks.length));
    const found = await runOn(executor, { ...run, weigh });
    expect(worstOf({ ...found, gramians: [] }, { ...expected, gramians: [] })).toBeLessThan(1e-4);
    expect(gramian.groups?.length ?? 0).toBe('perNode' in switches ? sharedNodes : 0);
  }
});
