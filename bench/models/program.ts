import { compileProject } from '../../src/core/compile/compile.ts';
import { head, input, layer, sketch, task, wires } from '../../src/core/presets/sketch.ts';
import type { TrainingProgram } from '../../src/core/program/types.ts';
import { defaults } from '../../src/core/project/defaults.ts';
import type { GraphNode } from '../../src/core/project/schema.ts';
import type { DataSignature } from '../../src/core/project/signature.ts';
import type { TargetInfo } from '../../src/core/tasks/types.ts';
import { headLayer, type LayerSpec, type ModelSpec, trunkLayer } from './model.ts';

/** Samples of the data set that batches are drawn from. */
export const samples = 4096;

const taskId = (index: number): string => `task-${index}`;

function nodeOf(spec: LayerSpec, index: number): GraphNode {
  const node = (kind: string, params: Record<string, unknown> = {}) => layer(kind, trunkLayer(index), index + 1, 0, params);
  switch (spec.kind) {
    case 'conv':
      return node('conv2d', { filters: spec.filters, kernel: [3, 3], activation: 'relu' });
    case 'pool':
      return node('maxPool');
    case 'flatten':
      return node('flatten');
    case 'dense':
      return node('dense', { units: spec.units, activation: 'relu' });
  }
}

function targetOf(model: ModelSpec, size: number, index: number): TargetInfo {
  const id = taskId(index);
  const title = { en: id, 'zh-CN': id };
  if (model.loss === 'squaredError') return { id, title, format: 'values', size };
  return { id, title, format: 'class', classes: Array.from({ length: size }, (_, i) => `${i}`) };
}

/** The model as a visitor would draw it, compiled as the page does; with Gramian steps where they are asked for. */
export function programOf(model: ModelSpec, gramian = false): TrainingProgram {
  const signature: DataSignature = {
    inputs: [{ id: 'x', shape: model.input, dtype: 'f32' }],
    targets: model.heads.map((size, i) => targetOf(model, size, i)),
    count: samples,
  };
  const trunk = model.trunk.map((_, i) => trunkLayer(i));
  const column = trunk.length + 1;
  const project = sketch({
    name: model.id,
    data: { dataset: 'toys' },
    tasks: model.heads.map((_, i) => task(taskId(i), model.loss === 'squaredError' ? 'regression' : 'classification', taskId(i))),
    nodes: [
      input('x', 0, 0),
      ...model.trunk.map(nodeOf),
      ...model.heads.flatMap((units, i) => [layer('dense', headLayer(i), column, i, { units }), head(taskId(i), column + 1, i)]),
    ],
    edges: wires(...model.heads.map((_, i) => ['x', ...trunk, headLayer(i), `${taskId(i)}-head`])),
    training: { ...defaults.training(), batchSize: model.batch, optimizer: defaults.optimizer(model.optimizer) },
  });
  const compiled = compileProject(project, signature, { gramian });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  return compiled.value.program;
}
