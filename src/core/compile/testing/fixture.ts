import { ReferenceTrainer } from '../../program/reference/trainer.ts';
import type { TrainingProgram } from '../../program/types.ts';
import { defaults } from '../../project/defaults.ts';
import type { Project } from '../../project/schema.ts';
import type { DataSignature } from '../../project/signature.ts';
import { invariant } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { compileProject } from '../compile.ts';

/** For tests: a small network whose two tasks, of three classes and of two numbers, share a layer. */
export const signature: DataSignature = {
  inputs: [
    { id: 'x', shape: [3], dtype: 'f32' },
    { id: 'unused', shape: [5], dtype: 'f32' },
  ],
  targets: [
    { id: 'class', title: { en: 'class', 'zh-CN': '类别' }, format: 'class', classes: ['p', 'q', 'r'] },
    { id: 'values', title: { en: 'values', 'zh-CN': '数值' }, format: 'values', size: 2 },
  ],
  count: 20,
};

const node = (id: string, kind: string, params: Record<string, unknown>) => defaults.node({ id, kind, params });

export function smallProject(): Project {
  const path = ['x', 'trunk', 'class-logits', 'class-head'];
  const branch = ['trunk', 'values-logits', 'values-head'];
  const edges = [path, branch].flatMap((nodes) =>
    nodes.slice(1).map((target, i) => defaults.edge({ id: `to-${target}`, source: nodes[i] ?? '', target })),
  );
  return {
    ...defaults.project('fixture'),
    tasks: [
      defaults.task({ id: 'class', name: 'Class', target: 'class', kind: 'classification', loss: 'crossEntropy' }),
      defaults.task({ id: 'values', name: 'Values', target: 'values', kind: 'regression', loss: 'mse' }),
    ],
    graph: {
      nodes: [
        node('x', 'input', { input: 'x' }),
        node('trunk', 'dense', { units: 4, activation: 'tanh' }),
        node('class-logits', 'dense', { units: 3 }),
        node('values-logits', 'dense', { units: 2 }),
        node('class-head', 'head', { task: 'class' }),
        node('values-head', 'head', { task: 'values' }),
      ],
      edges,
    },
    training: { ...defaults.training(), batchSize: 6 },
  };
}

/** The document with some of a node's fields replaced. */
export function withNode(project: Project, id: string, change: { params?: Record<string, unknown>; frozen?: boolean }): Project {
  const nodes = project.graph.nodes.map((it) =>
    it.id === id ? { ...it, ...change, params: { ...it.params, ...change.params } } : it,
  );
  return { ...project, graph: { ...project.graph, nodes } };
}

export function compiled(project: Project, data: DataSignature = signature): TrainingProgram {
  const result = compileProject(project, data);
  invariant(result.ok, JSON.stringify(result));
  return result.value.program;
}

/** Random data in the layout of a program: normal numbers, class indices below `classes`, labels for all. */
export function randomData(program: TrainingProgram, classes = 3, seed = 7): Record<string, Float32Array | Int32Array> {
  return Object.fromEntries(
    program.data.map(({ name, shape, dtype }) => {
      const random = randomStream(seed, name);
      const size = shape.reduce((product, extent) => product * extent, 1);
      if (dtype === 'i32') return [name, Int32Array.from({ length: size }, () => random.int(classes))];
      if (name.startsWith('mask:')) return [name, new Float32Array(size).fill(1)];
      return [name, Float32Array.from({ length: size }, () => random.normal())];
    }),
  );
}

/** A trainer whose parameters are all drawn at random, biases too. */
export function randomTrainer(program: TrainingProgram, data = randomData(program)): ReferenceTrainer {
  const trainer = new ReferenceTrainer(program, data);
  const random = randomStream(11);
  trainer.parameters.set(Float64Array.from({ length: program.parameterCount }, () => 0.5 * random.normal()));
  return trainer;
}

/** A control row with these task weights and a learning rate of 0. */
export function controls(program: TrainingProgram, taskWeights: readonly number[]): Float64Array {
  const row = new Float64Array(program.controls.size);
  row.fill(1, program.controls.stepScalars, program.controls.stepScalars + program.update.rule.stepScalars.length);
  row.set(taskWeights, program.controls.taskWeights);
  return row;
}
