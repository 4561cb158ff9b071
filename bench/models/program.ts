import { compileProject } from '../../src/core/compile/compile.ts';
import { head, input, layer, sketch, task, wires } from '../../src/core/presets/sketch.ts';
import type { TrainingProgram } from '../../src/core/program/types.ts';
import { defaults } from '../../src/core/project/defaults.ts';
import type { GraphNode } from '../../src/core/project/schema.ts';
import type { DataSignature } from '../../src/core/project/signature.ts';
import type { TargetInfo } from '../../src/core/tasks/types.ts';
import { at } from '../../src/core/util/assert-never.ts';
import { expertLayer, gateLayer, headLayer, type LayerSpec, type ModelSpec, towerLayer, trunkLayer } from './model.ts';

/** Samples of the data set that batches are drawn from. */
export const samplesOf = ({ samples = 4096 }: Pick<ModelSpec, 'samples'>): number => samples;

const taskId = (index: number): string => `task-${index}`;

/** `features`: of a position of a sequence. */
function nodeOf(spec: LayerSpec, index: number, features: number): GraphNode {
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
    case 'transformer':
      return node('transformerBlock', { heads: spec.heads, headSize: features / spec.heads, hidden: spec.hidden });
    case 'gru':
      return node('gru', { units: spec.units });
    case 'average':
      return node('globalPool');
  }
}

interface Wiring {
  readonly nodes: readonly GraphNode[];
  readonly paths: readonly (readonly string[])[];
}

/** What the page's MMoE block and a tower per task make: from the node `source` to the last one before each head. */
function mixtureOf({ mixture, heads }: ModelSpec, source: string, column: number): Wiring {
  if (!mixture) return { nodes: [], paths: [] };
  const experts = Array.from({ length: mixture.experts }, (_, i) => expertLayer(i));
  const dense = (id: string, columns: number, row: number, units: number): GraphNode =>
    layer('dense', id, column + columns, row, { units, activation: 'relu' });
  return {
    nodes: [
      ...experts.map((id, i) => dense(id, 0, i, mixture.units)),
      ...heads.flatMap((_, i) => [layer('mixture', gateLayer(i), column + 1, i), dense(towerLayer(i), 2, i, mixture.tower)]),
    ],
    paths: heads.flatMap((_, i) => [
      ...experts.map((id) => [source, id, `${gateLayer(i)}:experts`]),
      [source, `${gateLayer(i)}:gate`, towerLayer(i)],
    ]),
  };
}

function targetOf(model: ModelSpec, size: number, index: number): TargetInfo {
  const id = taskId(index);
  const title = { en: id, 'zh-CN': id };
  if (model.loss === 'squaredError') return { id, title, format: 'values', size };
  return { id, title, format: 'class', classes: Array.from({ length: size }, (_, i) => `${i}`) };
}

/** The model as a visitor would draw it, compiled as the page does, its tasks balanced by their weights alone or as it is said. */
export function programOf(model: ModelSpec, balancing = defaults.balancing('equal')): TrainingProgram {
  const signature: DataSignature = {
    inputs: [{ id: 'x', shape: model.input, dtype: 'f32' }],
    targets: model.heads.map((size, i) => targetOf(model, size, i)),
    count: samplesOf(model),
  };
  const trunk = ['x', ...model.trunk.map((_, i) => trunkLayer(i))];
  const source = at(trunk, trunk.length - 1);
  const mixed = mixtureOf(model, source, trunk.length);
  const column = trunk.length + (model.mixture ? 3 : 0);
  const features = at(model.input, model.input.length - 1);
  const project = sketch({
    name: model.id,
    data: { dataset: 'toys' },
    tasks: model.heads.map((_, i) => task(taskId(i), model.loss === 'squaredError' ? 'regression' : 'classification', taskId(i))),
    nodes: [
      input('x', 0, 0),
      ...model.trunk.map((spec, i) => nodeOf(spec, i, features)),
      ...mixed.nodes,
      ...model.heads.flatMap((units, i) => [layer('dense', headLayer(i), column, i, { units }), head(taskId(i), column + 1, i)]),
    ],
    edges: wires(
      trunk,
      ...mixed.paths,
      ...model.heads.map((_, i) => [model.mixture ? towerLayer(i) : source, headLayer(i), `${taskId(i)}-head`]),
    ),
    training: {
      ...defaults.training(),
      batchSize: model.batch,
      optimizer: defaults.optimizer(model.optimizer),
      balancing,
    },
  });
  const compiled = compileProject(project, signature);
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  return compiled.value.program;
}
