import { lowerGraph } from '../graph/lower.ts';
import { graphServing } from '../graph/topology.ts';
import { ProgramBuilder } from '../program/builder.ts';
import { updateOf } from '../program/optimizers/update-of.ts';
import type { UpdateSpec } from '../program/types.ts';
import type { Adversarial, Graph, Project, Tie } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { usedInputs } from './inputs.ts';
import { type Layout, LayoutPlanner } from './layout.ts';
import { rateFactors } from './rates.ts';
import { type ActiveTask, activeTasks } from './tasks.ts';

/** Everything that the three programs of a project have in common. */
export interface Plan {
  readonly signature: DataSignature;
  /** What the enabled tasks need of the document's graph. */
  readonly graph: Graph;
  readonly tasks: readonly ActiveTask[];
  /** Soft sharing among the nodes of the graph, that of weight 0 too: weights are moved while it trains. */
  readonly ties: readonly Tie[];
  readonly inputs: DataSignature['inputs'];
  readonly layout: Layout;
  readonly update: UpdateSpec;
  readonly batchSize: number;
  /** Steps train on samples that are changed against the network; null: on the samples as they are. */
  readonly adversarial: Adversarial | null;
}

/** Lowers the graph once, as a training step would, to see what it asks for. The graph's analysis has found nothing wrong with it. */
export function planProject(project: Project, signature: DataSignature): Plan {
  const { batchSize, optimizer, clipNorm } = project.training;
  const update: UpdateSpec = { ...updateOf(optimizer), clipNorm };
  const tasks = activeTasks(project, signature);
  const documentTasks = tasks.map(({ task }) => task);
  const graph = graphServing(project.graph, documentTasks);
  const inputs = usedInputs(graph, signature);
  const b = new ProgramBuilder();
  const planner = new LayoutPlanner(b, rateFactors(project));
  lowerGraph({
    graph,
    signature,
    tasks: documentTasks,
    b,
    training: true,
    batch: batchSize,
    inputs: Object.fromEntries(
      inputs.map(({ id, shape, dtype }) => [id, b.source({ kind: 'feed', name: id }, [batchSize, ...shape], dtype)]),
    ),
    host: planner,
  });
  const trained = new Set(graph.nodes.map(({ id }) => id));
  const ties = project.ties.filter(({ a, b }) => trained.has(a) && trained.has(b));
  const layout = planner.layout(update.rule.stepScalars.length, tasks.length, ties);
  return { signature, graph, tasks, ties, inputs, layout, update, batchSize, adversarial: project.training.adversarial ?? null };
}
