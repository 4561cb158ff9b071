import { describe, expect, it } from 'vitest';
import { initialParameters } from '../program/initialize.ts';
import type { TrainingProgram } from '../program/types.ts';
import { defaults } from '../project/defaults.ts';
import type { Project } from '../project/schema.ts';
import { at } from '../util/assert-never.ts';
import { compileProject } from './compile.ts';
import { compiled, controls, randomData, randomTrainer, signature, smallProject, withNode } from './testing/fixture.ts';

const names = (program: TrainingProgram) => program.parameters.map(({ name }) => name);

/** The fixture with a layer between the data and the trunk. */
function withLayer(kind: string, params: Record<string, unknown> = {}): Project {
  const project = smallProject();
  const { nodes, edges } = project.graph;
  const layer = defaults.node({ id: 'extra', kind, params });
  return {
    ...project,
    graph: {
      nodes: [...nodes, layer],
      edges: [
        defaults.edge({ id: 'to-extra', source: 'x', target: 'extra' }),
        ...edges.map((edge) => (edge.id === 'to-trunk' ? { ...edge, source: 'extra' } : edge)),
      ],
    },
  };
}

const withTask = (project: Project, id: string, change: Partial<Project['tasks'][number]>): Project => ({
  ...project,
  tasks: project.tasks.map((task) => (task.id === id ? { ...task, ...change } : task)),
});

describe('compileProject', () => {
  it('lays parameters out without gaps, named after node and parameter', () => {
    const program = compiled(smallProject());
    expect(names(program)).toEqual([
      'trunk/kernel',
      'trunk/bias',
      'class-logits/kernel',
      'class-logits/bias',
      'values-logits/kernel',
      'values-logits/bias',
    ]);
    expect(program.parameters.map(({ offset }) => offset)).toEqual([0, 12, 16, 28, 31, 39]);
    expect(program).toMatchObject({ parameterCount: 41, trainableCount: 41, batchSize: 6 });
  });

  it('is deterministic', () => {
    expect(compiled(smallProject())).toEqual(compiled(smallProject()));
  });

  it('puts frozen parameters last and has no gradient for them', () => {
    const program = compiled(withNode(smallProject(), 'trunk', { frozen: true }));
    expect(names(program).slice(-2)).toEqual(['trunk/kernel', 'trunk/bias']);
    expect(program.parameters.map(({ trainable }) => trainable)).toEqual([true, true, true, true, false, false]);
    expect(program).toMatchObject({ parameterCount: 41, trainableCount: 25 });
    expect(program.gradients).toHaveLength(4);
    expect(at(program.parameters, 4).offset).toBe(25);
  });

  it('leaves the initial weights of all other nodes as they are when a layer is added', () => {
    const weights = (program: TrainingProgram) => {
      const buffer = initialParameters(program, 5);
      return new Map(program.parameters.map(({ name, offset, size }) => [name, [...buffer.subarray(offset, offset + size)]]));
    };
    const before = weights(compiled(smallProject()));
    const after = weights(compiled(withLayer('dense', { units: 3 })));
    expect(after.size).toBe(before.size + 2);
    for (const [name, values] of before) expect(after.get(name)).toEqual(values);
  });

  it('asks the data set for what it uses and for nothing else', () => {
    expect(compiled(smallProject()).data).toEqual([
      { name: 'input:x', shape: [20, 3], dtype: 'f32' },
      { name: 'target:class', shape: [20], dtype: 'i32' },
      { name: 'mask:class', shape: [20], dtype: 'f32' },
      { name: 'target:values', shape: [20, 2], dtype: 'f32' },
      { name: 'mask:values', shape: [20], dtype: 'f32' },
    ]);
  });

  it('leaves out a task that is switched off, with all that serves it alone', () => {
    const program = compiled(withTask(smallProject(), 'values', { enabled: false }));
    expect(program.tasks).toEqual([{ id: 'class', output: 'output:class', loss: 'loss:class' }]);
    expect(names(program)).not.toContain('values-logits/kernel');
    expect(program.data.map(({ name }) => name)).toEqual(['input:x', 'target:class', 'mask:class']);
  });

  it('warns of a layer that leads nowhere, and leaves it out', () => {
    const project = smallProject();
    const loose = defaults.node({ id: 'loose', kind: 'dense' });
    const edge = defaults.edge({ id: 'to-loose', source: 'x', target: 'loose' });
    const { nodes, edges } = project.graph;
    const result = compileProject({ ...project, graph: { nodes: [...nodes, loose], edges: [...edges, edge] } }, signature);
    expect(result).toMatchObject({ ok: true, value: { warnings: [{ severity: 'warning', where: 'node:loose' }] } });
    expect(result.ok && names(result.value.program)).toEqual(names(compiled(smallProject())));
  });

  it('gives dropout a key of its own at every step, and none in inference', () => {
    const program = compiled(withLayer('dropout', { rate: 0.5 }));
    expect(program.controls).toEqual({
      size: 13,
      learningRate: 0,
      stepScalars: 1,
      taskWeights: 3,
      randomKeys: [{ stream: 'extra/mask', offset: 5 }],
    });
    expect(program.evaluate.ops.some((op) => op.kind === 'random')).toBe(false);
  });

  it('keeps running statistics as state: replaced by a step, read in inference', () => {
    const program = compiled(withLayer('batchNorm'));
    expect(program.states.map(({ name }) => name)).toEqual(['extra/movingMean', 'extra/movingVariance']);
    expect(program.stateCount).toBe(6);
    expect(program.step.stateWrites.map(({ state }) => state)).toEqual([0, 1]);
    expect(program.evaluate.stateWrites).toEqual([]);
    expect(program.evaluate.values.filter(({ source }) => source.kind === 'state')).toHaveLength(2);
  });
});

describe('inference', () => {
  it('evaluates the losses whose masked mean a step reports, and predicts alike from rows and from fed inputs', () => {
    const program = compiled(smallProject());
    const data = randomData(program);
    const trainer = randomTrainer(program, data);
    const rows = [4, 9, 2, 2, 0, 19];
    const evaluated = trainer.evaluate(rows);
    const losses = trainer.step(controls(program, [1, 1]), rows);
    ['class', 'values'].forEach((task, i) => {
      const each = evaluated[`loss:${task}`] ?? new Float64Array();
      expect(each).toHaveLength(6);
      expect(losses[i]).toBeCloseTo(each.reduce((sum, loss) => sum + loss, 0) / 6, 12);
    });
    const fed = Float32Array.from(rows.flatMap((row) => Array.from(data['input:x'] ?? []).slice(3 * row, 3 * row + 3)));
    const predicted = trainer.predict({ x: fed }, 6);
    expect(Object.keys(predicted)).toEqual(['output:class', 'output:values']);
    for (const [name, values] of Object.entries(predicted)) expect(values).toEqual(evaluated[name]);
    const probabilities = predicted['output:class'] ?? new Float64Array();
    expect(probabilities.subarray(0, 3).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  it('takes fewer samples at once where one of them is much work, and fewest in prediction', () => {
    const small = compiled(smallProject());
    expect([small.evaluateBatchSize, small.predictBatchSize]).toEqual([256, 256]);
    // 16384 × (3 + 4) products per sample, twice 10⁵ operations and more.
    const wide = compiled(withLayer('dense', { units: 16384 }));
    expect(wide.evaluateBatchSize).toBe(256);
    expect(wide.predictBatchSize).toBeGreaterThan(50);
    expect(wide.predictBatchSize).toBeLessThan(100);
  });

  it('takes one sample at a time where that fills the memory', () => {
    const image = { id: 'x', shape: [2400, 3], dtype: 'f32' } as const;
    const large = { ...signature, inputs: [image] };
    const wide = withLayer('dense', { units: 4096 });
    const { nodes, edges } = wide.graph;
    const graph = {
      nodes: [
        ...nodes,
        defaults.node({ id: 'rows', kind: 'slice', params: { axis: 0, size: 1 } }),
        defaults.node({ id: 'flat', kind: 'flatten' }),
      ],
      edges: [
        ...edges.map((edge) => (edge.id === 'to-trunk' ? { ...edge, source: 'flat' } : edge)),
        defaults.edge({ id: 'to-rows', source: 'extra', target: 'rows' }),
        defaults.edge({ id: 'to-flat', source: 'rows', target: 'flat' }),
      ],
    };
    expect(compiled({ ...wide, graph }, large).evaluateBatchSize).toBe(1);
  });
});

describe('a document that cannot train', () => {
  const refusals = (project: Project) => {
    const result = compileProject(project, signature);
    return result.ok ? [] : result.diagnostics.map(({ code, where, values }) => ({ code, where, values }));
  };

  it('names both numbers of a batch larger than the training split', () => {
    const project = smallProject();
    expect(refusals({ ...project, training: { ...project.training, batchSize: 15 } })).toEqual([
      { code: 'training.batchTooLarge', where: 'training.batchSize', values: { batch: 15, available: 14 } },
    ]);
    expect(refusals({ ...project, training: { ...project.training, batchSize: 14 } })).toEqual([]);
  });

  it('names the task without labels', () => {
    expect(refusals(withTask(smallProject(), 'class', { labelsKept: 0.01 }))).toMatchObject([
      { code: 'data.noLabels', where: 'task:class' },
    ]);
  });

  it('names the task that learns what the data set does not have', () => {
    expect(refusals(withTask(smallProject(), 'class', { target: 'gone' }))).toMatchObject([{ where: 'task:class' }]);
  });

  it('says that no task is switched on', () => {
    const off = ['class', 'values'].reduce((project, id) => withTask(project, id, { enabled: false }), smallProject());
    expect(refusals(off)).not.toEqual([]);
  });

  it('names the task whose head hangs in the air', () => {
    const project = smallProject();
    const edges = project.graph.edges.filter((edge) => edge.id !== 'to-class-head');
    expect(refusals({ ...project, graph: { ...project.graph, edges } })).toContainEqual({
      code: 'graph.headUnconnected',
      where: 'node:class-head',
      values: { task: 'Class' },
    });
  });

  it('shows a shape that does not fit at its node', () => {
    expect(refusals(withNode(smallProject(), 'values-logits', { params: { units: 7 } }))).toMatchObject([
      { code: 'graph.headShape', where: 'node:values-head', values: { shape: '7', needed: '2' } },
    ]);
  });

  it('says that everything is frozen', () => {
    const ids = ['trunk', 'class-logits', 'values-logits'];
    const frozen = ids.reduce((project, id) => withNode(project, id, { frozen: true }), smallProject());
    expect(refusals(frozen)).toMatchObject([{ code: 'training.nothingToTrain' }]);
  });
});
