import { compileProject } from '../../../../core/compile/compile.ts';
import { head, input, layer, sketch, task, wires } from '../../../../core/presets/sketch.ts';
import type { TrainingProgram } from '../../../../core/program/types.ts';
import { defaults } from '../../../../core/project/defaults.ts';
import type { Balancing } from '../../../../core/project/schema.ts';
import type { DataSignature } from '../../../../core/project/signature.ts';
import type { TaskKindId } from '../../../../core/tasks/registry.ts';
import type { TargetInfo } from '../../../../core/tasks/types.ts';
import { given } from '../../tfjs/testing.ts';

interface Options {
  /** Balanced by a method that looks at the Gramian. */
  readonly gramian?: boolean;
  /** Balanced by this method. */
  readonly method?: string;
  /** What else is said of its weights. */
  readonly switches?: Omit<Balancing, 'method' | 'parameters'>;
}

/** Sizes of the hidden dense layers, one behind the other, and what the heads on the last learn. */
interface Shape {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly batch: number;
  readonly kind: TaskKindId;
  readonly targets: readonly TargetInfo[];
}

function network(
  { inputs, hidden, batch, kind, targets }: Shape,
  { gramian = false, method = gramian ? 'pcgrad' : 'equal', switches = {} }: Options,
): TrainingProgram {
  const signature: DataSignature = { inputs: [{ id: 'x', shape: [inputs], dtype: 'f32' }], targets, count: 4096 };
  const trunk = hidden.map((_, i) => `dense-${i}`);
  const widthOf = (target: TargetInfo): number => (target.format === 'class' ? target.classes.length : 1);
  const project = sketch({
    name: 'model',
    data: { dataset: 'toys' },
    tasks: targets.map(({ id }) => task(id, kind, id)),
    nodes: [
      input('x', 0, 0),
      ...hidden.map((units, i) => layer('dense', `dense-${i}`, i + 1, 0, { units, activation: 'relu' })),
      ...targets.flatMap((target, i) => [
        layer('dense', `${target.id}-logits`, 5, i, { units: widthOf(target) }),
        head(target.id, 6, i),
      ]),
    ],
    edges: wires(...targets.map(({ id }) => ['x', ...trunk, `${id}-logits`, `${id}-head`])),
    training: { ...defaults.training(), batchSize: batch, balancing: { ...defaults.balancing(method), ...switches } },
  });
  return given(compileProject(project, signature)).program;
}

const title = { en: 'target', 'zh-CN': '目标' };
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i}`);

/** Model A of the figures in the documentation: 784 → 256 relu, heads of so many classes, batch 64, Adam. */
export const modelA = (classes: readonly number[] = [10, 5], options: Options = {}): TrainingProgram =>
  network(
    {
      inputs: 784,
      hidden: [256],
      batch: 64,
      kind: 'classification',
      targets: classes.map((count, i) => ({ id: `t${i}`, title, format: 'class', classes: names(count) })),
    },
    options,
  );

/** Model B: 2 → 8 → 8 relu, heads of one number, mean squared error, batch 32, Adam. */
export const modelB = (heads = 2, options: Options = {}): TrainingProgram =>
  network(
    {
      inputs: 2,
      hidden: [8, 8],
      batch: 32,
      kind: 'regression',
      targets: names(heads).map((id) => ({ id: `t${id}`, title, format: 'values', size: 1 })),
    },
    options,
  );
