import { lowerGraph } from '../graph/lower.ts';
import { meanOverTime } from '../layers/support/sequence.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { sizeOf } from '../program/shapes.ts';
import { simplify } from '../program/simplify.ts';
import type { TrainingProgram } from '../program/types.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { invariant } from '../util/assert-never.ts';
import { FedBatch, FedHost } from './fed-batch.ts';
import { looking } from './looking.ts';
import { planProject } from './plan.ts';

/** Of a map or a sequence with more numbers the mean over its positions is taken. */
const mostNumbers = 1024;

/** What a node puts out as one row per sample, [samples, numbers]. */
function asRows(b: ProgramBuilder, value: Tensor, mask: Tensor | null): Tensor {
  const x = b.toFloat(value);
  const [samples = 1, ...shape] = x.shape;
  if (shape.length === 2 && (mask || sizeOf(shape) > mostNumbers)) return meanOverTime(b, { x, mask });
  if (shape.length === 3 && sizeOf(shape) > mostNumbers) return b.mean(x, [1, 2]);
  return b.reshape(x, [samples, sizeOf(shape)]);
}

/**
 * What a node makes of samples: `predict` maps fed inputs, by their ids, to `representation` [samples, numbers], in inference mode; null for a
 * node that the run does not have. Padding does not count. `program`: the project's.
 */
export function representationProgram(
  project: Project,
  signature: DataSignature,
  program: TrainingProgram,
  node: string,
): { readonly program: TrainingProgram; readonly size: number } | null {
  const plan = planProject(project, signature);
  if (!plan.graph.nodes.some(({ id }) => id === node)) return null;
  const b = new ProgramBuilder();
  const samples = program.predictBatchSize;
  const inputs = plan.inputs.map(({ id, shape, dtype }) => [
    id,
    b.source({ kind: 'feed', name: id }, [samples, ...shape], dtype),
  ]);
  const { flows, problems } = lowerGraph({
    graph: plan.graph,
    signature,
    tasks: plan.tasks.map(({ task }) => task),
    b,
    training: false,
    batch: samples,
    inputs: Object.fromEntries(inputs),
    host: new FedHost(new FedBatch(b, [], samples), plan.layout),
  });
  const flow = flows.get(node);
  invariant(problems.length === 0 && flow, 'a planned graph can be lowered');
  const rows = asRows(b, flow.tensor, flow.mask ?? null);
  b.output('representation', rows);
  const [, size = 1] = rows.shape;
  return { program: { ...looking(program), predict: simplify(b.build()).program, predictBatchSize: samples }, size };
}
