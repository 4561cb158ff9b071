import { expect, test } from 'vitest';
import { head, input, layer, wires } from '../../../core/presets/sketch.ts';
import { everyFormat, everyKind } from '../../../core/presets/testing/every-kind.ts';
import type { Project } from '../../../core/project/schema.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { PictureLook } from '../../training/pictures.ts';
import { trained } from '../../training/testing/trained.ts';
import { createReferenceExecutor } from '../reference/reference-executor.ts';
import { executorsOnce } from './testing/tested-executors.ts';

/** A node of every kind of picture that depends on samples, batch norm (which has running statistics) among them. */
function everyPicture(): Project {
  const blank = everyKind([{ kind: 'binary' }]);
  const [task] = blank.tasks;
  invariant(task, 'the document has a task');
  const sequence = ['x', 'norm', 'steps'];
  return {
    ...blank,
    graph: {
      nodes: [
        input('x', 0, 0),
        layer('batchNorm', 'norm', 1, 0),
        layer('reshape', 'steps', 2, 0, { shape: [3, 2] }),
        layer('transformerBlock', 'block', 3, 0, { heads: 2, headSize: 3, hidden: 4 }),
        layer('attentionPool', 'pool', 4, 0, { units: 4 }),
        layer('reshape', 'image', 2, 1, { shape: [3, 2, 1] }),
        layer('conv2d', 'open', 3, 1, { filters: 2, kernel: [2, 2], activation: 'sigmoid' }),
        layer('flatten', 'flat', 4, 1),
        layer('dense', 'a', 5, 0, { units: 3 }),
        layer('dense', 'b', 5, 1, { units: 3 }),
        layer('dense', 'c', 5, 2, { units: 3 }),
        layer('mixture', 'gate', 6, 0),
        layer('selector', 'selector', 6, 1),
        layer('concat', 'both', 7, 0),
        layer('dense', 'out', 8, 0, { units: 1 }),
        head(task.id, 9, 0),
      ],
      edges: wires(
        [...sequence, 'block', 'pool', 'a'],
        ['norm', 'image', 'open', 'flat', 'b'],
        ['x', 'c'],
        ...['a', 'b', 'c'].flatMap((expert) => [
          [expert, 'gate:experts'],
          [expert, 'selector:experts'],
        ]),
        ['norm', 'gate:gate'],
        ['gate', 'both'],
        ['selector', 'both', 'out', `${task.id}-head`],
      ),
    },
  };
}

test.each(executorsOnce.map((tested) => [tested.name, tested] as const))(
  'pictures on %s are those of the reference',
  async (_, { create, tolerance }) => {
    const { run, session } = await trained(everyPicture(), everyFormat(60), 3);
    const expected = await new PictureLook(run, createReferenceExecutor()).take(session);
    const executor = await create();
    const look = new PictureLook(run, executor);
    const pictures = await look.take(session);
    look.dispose();
    executor.dispose();
    expect(Object.entries(pictures).map(([node, { kind, shape }]) => [node, kind, shape])).toEqual([
      ['block', 'attention', [2, 3, 3]],
      ['pool', 'positions', [3]],
      ['open', 'mask', [3, 2]],
      ['gate', 'gates', [3]],
      ['selector', 'gates', [3]],
    ]);
    for (const [node, { values }] of Object.entries(expected)) {
      expect(values.every(Number.isFinite), node).toBe(true);
      values.forEach((value, i) => {
        expect(Math.abs((pictures[node]?.values[i] ?? Number.NaN) - value), node).toBeLessThan(tolerance);
      });
    }
  },
);
