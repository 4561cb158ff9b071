import { lowerGraph } from '../graph/lower.ts';
import { graphServing } from '../graph/topology.ts';
import { ProgramBuilder } from '../program/builder.ts';
import type { Graph, Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { splitSizes } from '../project/split-sizes.ts';
import { type Diagnostic, diagnostic } from '../util/diagnostics.ts';
import { usedInputs } from './inputs.ts';
import { type Layout, LayoutPlanner } from './layout.ts';
import { type ActiveTask, activeTasks } from './tasks.ts';

/** Everything that the three programs of a project have in common, judged and laid out. */
export interface Plan {
  readonly signature: DataSignature;
  /** What the enabled tasks need of the document's graph. */
  readonly graph: Graph;
  readonly tasks: readonly ActiveTask[];
  readonly inputs: DataSignature['inputs'];
  readonly layout: Layout;
  readonly batchSize: number;
}

/** Lowers the graph once to see what it asks for. Everything that can be wrong with a document is found here. */
export function planProject(project: Project, signature: DataSignature): { plan: Plan; problems: readonly Diagnostic[] } {
  const { batchSize } = project.training;
  const { tasks, problems: taskProblems } = activeTasks(project, signature);
  const documentTasks = tasks.map(({ task }) => task);
  const graph = graphServing(project.graph, documentTasks);
  const inputs = usedInputs(graph, signature);
  const b = new ProgramBuilder();
  const planner = new LayoutPlanner(b);
  const lowered = lowerGraph({
    graph,
    signature,
    tasks: documentTasks,
    b,
    training: true,
    batch: batchSize,
    inputs: Object.fromEntries(
      signature.inputs.map(({ id, shape, dtype }) => [id, b.source({ kind: 'feed', name: id }, [batchSize, ...shape], dtype)]),
    ),
    host: planner,
  });
  const plan = { signature, graph, tasks, inputs, layout: planner.layout(tasks.length), batchSize };
  const problems = [...taskProblems, ...lowered.problems];
  return { plan, problems: [...problems, ...trainingProblems(project, plan, problems.length === 0)] };
}

function trainingProblems(project: Project, { layout, batchSize, signature }: Plan, soundGraph: boolean): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const { train } = splitSizes(signature.count, project.data.split);
  if (batchSize > train) {
    problems.push(diagnostic('training.batchTooLarge', { batch: batchSize, available: train }, 'training.batchSize'));
  }
  if (soundGraph && layout.trainableCount === 0) problems.push(diagnostic('training.nothingToTrain', {}, 'graph'));
  return problems;
}
