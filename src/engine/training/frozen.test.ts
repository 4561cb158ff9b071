import { expect, it } from 'vitest';
import { signatureOf } from '../../core/data/registry.ts';
import type { Dataset } from '../../core/data/types.ts';
import { initialParameters, initialState } from '../../core/program/initialize.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Project } from '../../core/project/schema.ts';
import { randomStream } from '../../core/util/random.ts';
import { everyLayer } from '../executors/conformance/documents.ts';
import { given } from '../formats/testing.ts';
import { trained } from './testing/trained.ts';

/** Random pictures with random labels, as many as three batches need. */
function pictures(project: Project): Dataset {
  const count = 40;
  const random = randomStream(7, 'pictures');
  const classes = (most: number): Int32Array => Int32Array.from({ length: count }, () => random.int(most));
  return {
    signature: { ...given(signatureOf(project)), count },
    inputs: { image: Float32Array.from({ length: count * 784 }, () => random.next()) },
    targets: { digit: classes(10), group: classes(5) },
  };
}

it('a frozen node holds still, whatever it is: its weights under weight decay, penalties and soft sharing, and its running statistics', async () => {
  const original = everyLayer();
  const ends = ['digit-logits', 'group-logits'];
  const project: Project = {
    ...original,
    graph: { ...original.graph, nodes: original.graph.nodes.map((node) => ({ ...node, frozen: !ends.includes(node.id) })) },
    ties: [{ id: 'tie', a: 'norm', b: 'batch', weight: 1 }],
    training: { ...original.training, batchSize: 8, learningRate: 0.1, optimizer: defaults.optimizer('adamw') },
  };
  const { run, session } = await trained(project, pictures(project), 3);
  const { program } = run;
  const [parameters, state] = [await session.read('parameters'), await session.read('state')];
  const [before, stateBefore] = [initialParameters(program, project.seed), initialState(program)];
  expect(program.states.map(({ node }) => node)).toContain('batch');
  expect(state).toEqual(stateBefore);
  for (const { node, name, offset, size } of program.parameters) {
    const same = parameters.subarray(offset, offset + size).every((value, i) => Object.is(value, before[offset + i]));
    expect([name, same]).toEqual([name, !ends.includes(node)]);
  }
});
