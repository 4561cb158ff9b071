import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acts, partThatActs, structuralPart } from '../program/acts.ts';
import { lossOptionNames, lossOptionShape } from '../tasks/loss-options/registry.ts';
import { defaults } from './defaults.ts';
import { type Project, projectSchema, taskSchema, trainingSchema } from './schema.ts';
import { scheduleDiffers, structureKey } from './structure.ts';

const document: Project = {
  ...defaults.project('rings'),
  tasks: [defaults.task({ id: 'ring', name: 'Ring', target: 'ring', kind: 'binary', loss: 'crossEntropy' })],
  graph: {
    nodes: [defaults.node({ id: 'x', kind: 'input', params: { input: 'x' } }), defaults.node({ id: 'a', kind: 'dense' })],
    edges: [defaults.edge({ id: 'e', source: 'x', target: 'a' })],
  },
  ties: [defaults.tie({ id: 't', a: 'x', b: 'a' })],
};

const [task, node, edge, tie] = [document.tasks[0], document.graph.nodes[1], document.graph.edges[0], document.ties[0]];
if (!task || !node || !edge || !tie) throw new Error('the document has one of each');
const withTask = (fields: object): Project => ({ ...document, tasks: [{ ...task, ...fields }] });
const withNode = (fields: object): Project => ({
  ...document,
  graph: { ...document.graph, nodes: [document.graph.nodes[0] ?? node, { ...node, ...fields }] },
});
const withEdge = (fields: object): Project => ({ ...document, graph: { ...document.graph, edges: [{ ...edge, ...fields }] } });
const withTie = (fields: object): Project => ({ ...document, ties: [{ ...tie, ...fields }] });
const withTraining = (fields: object): Project => ({ ...document, training: { ...document.training, ...fields } });

describe('the structure of a document', () => {
  const unstructural: Readonly<Record<string, Project>> = {
    'its name': { ...document, name: 'other' },
    "a task's name": withTask({ name: 'Other' }),
    "a task's weight": withTask({ weight: 2 }),
    "a node's name": withNode({ name: 'other' }),
    "a node's position": withNode({ position: { x: 1, y: 2 } }),
    "an edge's id": withEdge({ id: 'other' }),
    "a tie's weight": withTie({ weight: 2 }),
    'the learning rate': withTraining({ learningRate: 0.5 }),
    'a note': { ...document, note: 'What it is about' },
    'the schedule': withTraining({ schedule: { kind: 'step', factor: 0.5, everyEpochs: 2 } }),
    'the epochs': withTraining({ epochs: 3 }),
    'early stopping': withTraining({ earlyStopping: { ...document.training.earlyStopping, enabled: true } }),
    'a balancing method that takes the same kind of step': withTraining({ balancing: { method: 'dwa', parameters: {} } }),
  };
  it.each(Object.entries(unstructural))('does not hold %s', (_, changed) => {
    expect(structureKey(changed)).toBe(structureKey(document));
  });

  const structural: Readonly<Record<string, Project>> = {
    'the seed': { ...document, seed: 2 },
    'options of the data': { ...document, data: { ...document.data, options: { samples: 3 } } },
    'the split': { ...document, data: { ...document.data, split: { train: 0.5, validation: 0.2 } } },
    "a task's id": withTask({ id: 'other' }),
    'the loss': withTask({ loss: 'other' }),
    'whether a task is on': withTask({ enabled: false }),
    'the labels kept': withTask({ labelsKept: 0.5 }),
    'an option of the loss': withTask({ focalGamma: 2 }),
    'parameters of a layer': withNode({ params: { units: 3 } }),
    'what is frozen': withNode({ frozen: true }),
    'where an edge ends': withEdge({ port: 'other' }),
    'which nodes are tied': withTie({ b: 'x' }),
    'the optimiser': withTraining({ optimizer: { kind: 'sgd' } }),
    'the batch size': withTraining({ batchSize: 3 }),
    'the limit of the gradient': withTraining({ clipNorm: 1 }),
    'a balancing method that takes another kind of step': withTraining({ balancing: { method: 'pcgrad', parameters: {} } }),
  };
  it.each(Object.entries(structural))('holds %s', (_, changed) => {
    expect(structureKey(changed)).not.toBe(structureKey(document));
  });

  it('does not depend on the order of keys that the schema names', () => {
    const { tasks, ...rest } = document;
    expect(structureKey({ tasks, ...rest })).toBe(structureKey(document));
  });

  it('tells a changed schedule from all other changes', () => {
    for (const [name, changed] of Object.entries({ ...unstructural, ...structural })) {
      expect([name, scheduleDiffers(document, changed)]).toEqual([
        name,
        ['the schedule', 'the epochs', 'early stopping'].includes(name) || name.startsWith('a balancing method'),
      ]);
    }
  });
});

describe('a field that somebody adds', () => {
  const added = z.number().default(0);
  const key = (schema: z.ZodObject, warmth: number): string =>
    JSON.stringify(structuralPart(schema, { ...document, training: { ...document.training, warmth } }));
  const withField = (field: z.ZodType): z.ZodObject =>
    projectSchema.extend({ training: trainingSchema.extend({ warmth: field }) });

  it('asks for another program without a mark, and for none with one', () => {
    const plain = withField(added);
    expect(key(plain, 1)).not.toBe(key(plain, 2));
    for (const how of ['live', 'schedule', 'never'] as const) {
      const marked = withField(acts(how, added));
      expect(key(marked, 1)).toBe(key(marked, 2));
    }
    // Two fields may share a schema: the mark is one field's own.
    expect(key(plain, 1)).not.toBe(key(plain, 2));
  });

  it('is taken over with the schedule where its mark says so', () => {
    const values = { ...document.training, warmth: 3 };
    const fields = trainingSchema.extend({ warmth: acts('schedule', added) });
    expect(partThatActs(fields, values, 'schedule')).toEqual({
      warmth: 3,
      schedule: values.schedule,
      stopAtGoal: false,
      epochs: values.epochs,
      earlyStopping: values.earlyStopping,
      balancing: values.balancing,
    });
    expect(partThatActs(trainingSchema.extend({ warmth: added }), values, 'schedule')).not.toHaveProperty('warmth');
  });

  it('may stand in one variant of a setting', () => {
    const variants = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), live: acts('live', z.number()), other: z.number() }),
      z.object({ kind: z.literal('b'), live: z.number() }),
    ]);
    const part = (value: object): string => JSON.stringify(structuralPart(variants, value));
    expect(part({ kind: 'a', live: 1, other: 1 })).toBe(part({ kind: 'a', live: 2, other: 1 }));
    expect(part({ kind: 'a', live: 1, other: 1 })).not.toBe(part({ kind: 'a', live: 1, other: 2 }));
    expect(part({ kind: 'b', live: 1 })).not.toBe(part({ kind: 'b', live: 2 }));
  });
});

describe('the options of losses', () => {
  it('are fields of a task, with the defaults that leave the loss as it is', () => {
    for (const name of lossOptionNames) expect(taskSchema.shape[name]).toBe(lossOptionShape[name]);
    expect(taskSchema.parse(task)).toMatchObject({ classWeights: 'none', focalGamma: 0, labelSmoothing: 0 });
  });
});
