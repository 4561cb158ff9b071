import { ProgramBuilder, type Tensor } from '../../program/builder.ts';
import { interpret } from '../../program/reference/interpret.ts';
import { sizeOf } from '../../program/shapes.ts';
import type { Shape } from '../../program/types.ts';
import { headKind, type Project } from '../../project/schema.ts';
import type { DataSignature } from '../../project/signature.ts';
import { invariant } from '../../util/assert-never.ts';
import { hashString, randomStream } from '../../util/random.ts';
import { headTask } from '../catalogue.ts';
import { lowerGraph } from '../lower.ts';

const batch = 3;
const numbers = (name: string, shape: Shape): number[] => {
  const random = randomStream(hashString(name), 'test');
  return Array.from({ length: sizeOf(shape) }, () => random.normal());
};

/**
 * The logits of every task on some fixed inputs, computed in float64 by the reference interpreter. A parameter's values depend on its
 * name, its shape and the node that `origin` says its node comes from, so that copies of a node can be given equal weights.
 */
export function logitsOf(project: Project, signature: DataSignature, origin: (node: string) => string): Record<string, number[]> {
  const b = new ProgramBuilder();
  const parameters: number[][] = [];
  const make = (node: { id: string }, name: string, shape: Shape): Tensor => {
    parameters.push(numbers(`${origin(node.id)}/${name}`, shape));
    return b.source({ kind: 'parameter', index: parameters.length - 1 }, shape);
  };
  const { outputs, problems } = lowerGraph({
    graph: project.graph,
    signature,
    tasks: project.tasks,
    b,
    training: false,
    batch,
    inputs: Object.fromEntries(
      signature.inputs.map(({ id, shape }) => [id, b.source({ kind: 'feed', name: id }, [batch, ...shape])]),
    ),
    host: { parameter: make, state: make, random: make, writeState: () => undefined, penalty: () => undefined },
  });
  invariant(problems.length === 0, `the document has no problem: ${problems.map(({ message }) => message).join(' ')}`);
  for (const node of project.graph.nodes) {
    const tensor = outputs.get(node.id);
    if (node.kind === headKind && tensor) b.output(headTask(node), tensor);
  }
  const program = b.build();
  const feeds = Object.fromEntries(signature.inputs.map(({ id, shape }) => [id, numbers(`feed ${id}`, [batch, ...shape])]));
  const values = interpret(program, { parameters, feeds });
  return Object.fromEntries(Object.entries(program.outputs).map(([task, id]) => [task, Array.from(values.get(id) ?? [])]));
}
