import { describe, expect, it } from 'vitest';
import { builtInDatasets, signatureOf } from '../data/registry.ts';
import { digitsShared } from '../presets/digits.ts';
import { toyRelated } from '../presets/toys.ts';
import { defaults } from '../project/defaults.ts';
import type { Project } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { analyzeGraph } from './analyze.ts';
import { removeNodes } from './edits.ts';
import { headOf } from './serving.ts';
import { addHead, addTask, removeTask, setDataset, setTaskKind, setTaskTarget, updateTask } from './tasks.ts';
import { codesOf, sharedDocument, signature, wiresOf } from './testing/documents.ts';
import { topologyOf } from './topology.ts';

const problems = (project: Project) => codesOf(analyzeGraph(project, signature).diagnostics);
const taskOf = (project: Project, id: string) => project.tasks.find((task) => task.id === id);

describe('adding a task', () => {
  it('chooses the usual kind and loss, and puts its head at the right, below the others', () => {
    const project = addTask(sharedDocument(), signature, 'parity', '奇偶');
    expect(taskOf(project, 'parity')).toMatchObject({ name: '奇偶', kind: 'binary', target: 'parity', enabled: true, weight: 1 });
    expect(problems(project)).toEqual(['graph.headUnconnected node:parity-head']);
    const heads = ['digit', 'group', 'parity'].map((id) => headOf(project.graph, id)?.position);
    expect(heads[2]?.x).toBe(Math.max(heads[0]?.x ?? 0, heads[1]?.x ?? 0));
    expect(heads[2]?.y).toBeGreaterThan(heads[1]?.y ?? 0);
  });

  it('may learn the same target twice under another id', () => {
    const project = addTask(sharedDocument(), signature, 'digit');
    expect(project.tasks.map(({ id }) => id)).toEqual(['digit', 'group', 'digit-1']);
    expect(taskOf(project, 'digit-1')).toMatchObject({ name: 'Digit', kind: 'classification', loss: 'crossEntropy' });
  });

  it('is called like no other one; two that are renamed alike are told', () => {
    const twice = addTask(addTask(sharedDocument(), signature, 'parity', 'Mine'), signature, 'parity', 'Mine');
    expect(twice.tasks.slice(2).map(({ name }) => name)).toEqual(['Mine', 'Mine 2']);
    const alike = updateTask(twice, 'parity-1', { name: 'Mine' });
    expect(problems(alike)).toContain('graph.sameName task:parity-1');
    expect(problems(twice)).not.toContain('graph.sameName task:parity-1');
  });

  it('that learns nothing known changes nothing', () => {
    const project = sharedDocument();
    expect(addTask(project, signature, 'smell')).toBe(project);
  });

  it('begins an empty document', () => {
    expect(addTask(defaults.project('test'), signature, 'thickness').graph.nodes).toMatchObject([
      { id: 'thickness-head', kind: 'head', params: { task: 'thickness' } },
    ]);
  });
});

describe('removing a task', () => {
  it('takes its head along and nothing else; early stopping watches the mean again', () => {
    const base = sharedDocument();
    const watching = {
      ...base,
      training: { ...base.training, earlyStopping: { ...base.training.earlyStopping, watch: 'group' } },
    };
    const project = removeTask(watching, 'group');
    expect(project.tasks.map(({ id }) => id)).toEqual(['digit']);
    expect(wiresOf(project)).toEqual(['d>digit-head', 'in>shared', 'shared>d', 'shared>g']);
    expect(project.training.earlyStopping.watch).toBe('mean');
    expect(removeTask(project, 'group')).toBe(project);
  });

  it('can be told from removing its head, which comes back', () => {
    const project = removeNodes(sharedDocument(), ['group-head']);
    expect(headOf(addHead(project, 'group').graph, 'group')?.id).toBe('group-head');
    expect(addHead(sharedDocument(), 'group')).toEqual(sharedDocument());
    expect(addHead(project, 'nothing')).toBe(project);
  });
});

describe('changing a task', () => {
  it('gives the layer before its head the width that it needs then', () => {
    const turned = setTaskTarget(sharedDocument(), signature, 'digit', 'thickness');
    expect(taskOf(turned, 'digit')).toMatchObject({ target: 'thickness', kind: 'regression', loss: 'mse' });
    expect(topologyOf(turned.graph).nodes.get('d')?.params.units).toBe(1);
    expect(problems(turned)).toEqual([]);
    const parity = setTaskTarget(sharedDocument(), signature, 'digit', 'parity');
    expect(taskOf(parity, 'digit')?.kind).toBe('classification');
    const binary = setTaskKind(parity, signature, 'digit', 'binary');
    expect(topologyOf(binary.graph).nodes.get('d')?.params.units).toBe(1);
    expect(problems(binary)).toEqual([]);
  });

  it('to what it is changes nothing', () => {
    const project = sharedDocument();
    expect(updateTask(project, 'digit', { weight: 1 })).toBe(project);
    expect(setTaskTarget(project, signature, 'digit', 'digit')).toBe(project);
    expect(setTaskTarget(project, signature, 'digit', 'smell')).toBe(project);
  });
});

describe('another data set', () => {
  const turn = (project: Project, id: string) => {
    const descriptor = builtInDatasets.find(id);
    invariant(descriptor, `${id} is a data set`);
    return setDataset(project, id, descriptor.signature(descriptor.schema.parse({})));
  };
  const trainable = (project: Project) => {
    const data = signatureOf(project);
    return data.ok && analyzeGraph(project, data.value).trainable;
  };

  it('can be trained on at once: digits to points and points to digits', () => {
    const points = turn(digitsShared(), 'toys');
    expect(points.data).toMatchObject({ dataset: 'toys', options: {} });
    expect(points.tasks.map(({ id }) => id)).toEqual(['digit', 'group']);
    expect(new Set(points.tasks.map(({ target }) => target)).size).toBe(2);
    expect(trainable(points)).toBe(true);
    expect(trainable(turn(toyRelated(), 'mnist'))).toBe(true);
  });

  it('keeps tasks whose target it has, and drops those for which it has none', () => {
    const small = { ...signature, targets: signature.targets.filter(({ id }) => id === 'group') };
    const project = setDataset(sharedDocument(), 'small', small, { options: { noise: 1 } });
    expect(project.tasks).toEqual(sharedDocument().tasks.filter(({ id }) => id === 'group'));
    expect(headOf(project.graph, 'digit')).toBeUndefined();
    expect(project.data).toMatchObject({ dataset: 'small', options: { noise: 1 } });
  });
});
