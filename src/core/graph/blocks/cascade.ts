import { z } from 'zod';
import type { FieldSpec } from '../../layers/types.ts';
import { sameShape } from '../../program/shapes.ts';
import { type GraphEdge, headKind, type Project, type Task } from '../../project/schema.ts';
import { taskKinds } from '../../tasks/registry.ts';
import { diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { analyzeGraph } from '../analyze.ts';
import { headTask } from '../catalogue.ts';
import { headOf, servedTasks, tasksWithHeads } from '../serving.ts';
import { topologicalOrder, topologyOf, upstream } from '../topology.ts';
import type { Block, BlockContext } from './block.ts';
import { Draft } from './draft.ts';
import { newProblems } from './new-problems.ts';

const schema = z.strictObject({
  from: z.string().default(''),
  to: z.string().default(''),
  feed: z.enum(['probabilities', 'logits']).default('probabilities'),
  stop: z.boolean().default(true),
});
type Params = z.infer<typeof schema>;

/** What makes of a task's logits what it predicts; null: they are that already. */
function activationOf({ kind, loss }: Task): { kind: string; params: Record<string, unknown> } | null {
  const activation = taskKinds[kind].outputActivation(loss);
  if (activation === 'linear') return null;
  return activation === 'softmax' ? { kind: 'softmax', params: {} } : { kind: 'activation', params: { activation } };
}

/** The tasks that have an output on the canvas. */
const withHeads = ({ project }: BlockContext): Task[] => {
  const heads = new Set(tasksWithHeads(project));
  return project.tasks.filter(({ id }) => heads.has(id));
};

/**
 * The wires into layers of the task's own through which values shaped like the other task's logits can come in beside what flows there,
 * in the order of the data's way.
 */
function entries(project: Project, context: BlockContext, task: string, logits: string): GraphEdge[] {
  const { incoming } = topologyOf(project.graph);
  const served = servedTasks(project.graph, tasksWithHeads(project));
  const shapes = analyzeGraph(project, context.signature).nodes;
  const fed = shapes.get(logits)?.shape;
  const before = upstream(project.graph, [logits]);
  return topologicalOrder(project.graph)
    .order.filter(({ id, kind }) => kind !== headKind && served.get(id)?.join() === task && !before.has(id))
    .flatMap(({ id }) => incoming.get(id) ?? [])
    .filter(({ source }) => {
      const shape = shapes.get(source)?.shape;
      return shape && fed && shape.length === fed.length && shape.length > 0 && sameShape(shape.slice(0, -1), fed.slice(0, -1));
    });
}

function throughEdge(context: BlockContext, edge: GraphEdge, logits: string, from: Task, { feed, stop }: Params): Project {
  const { project, signature, language } = context;
  const { nodes } = topologyOf(project.graph);
  const ends = [nodes.get(logits), nodes.get(edge.source)].flatMap((node) => node ?? []);
  const begin = { x: Math.max(...ends.map(({ position }) => position.x)), y: nodes.get(edge.target)?.position.y ?? 0 };
  const draft = new Draft(project, signature, begin, language);
  const activation = feed === 'probabilities' ? activationOf(from) : null;
  let column = 1;
  let fed = logits;
  if (activation) fed = draft.add(activation.kind, column++, [fed], activation.params);
  if (stop) fed = draft.add('stopGradient', column++, [fed]);
  const joined = draft.add('concat', column, [edge.source, fed]);
  draft.redirect([edge], joined);
  return draft.finish();
}

/** One task's output is an input of another task's branch. */
export const cascade: Block<Params, 'cascade'> = {
  id: 'cascade',
  icon: 'IconStairs',
  text: {
    title: { en: 'Cascade', 'zh-CN': '级联' },
    summary: {
      en: 'One task’s output helps another task.',
      'zh-CN': '一个任务的输出帮助另一个任务。',
    },
    more: {
      en: 'The answer of the first task joins the features of the second one (Dai, He and Sun, Multi-task network cascades, 2016). With the gradient stopped the first task is not bent to the second one’s use; without, both learn together.',
      'zh-CN':
        '第一个任务的答案与第二个任务的特征拼接（Dai、He 与 Sun，多任务网络级联，2016）。停止梯度时，前者不会被后者带偏；不停止时，两者共同学习。',
    },
  },
  schema,
  fields(context) {
    const options = withHeads(context).map(({ id, name }) => ({ value: id, title: { en: name || id, 'zh-CN': name || id } }));
    const task = (name: string, title: FieldSpec['title'], help: FieldSpec['help']): FieldSpec => ({
      name,
      title,
      help,
      control: 'choice',
      options,
    });
    return [
      task(
        'from',
        { en: 'From task', 'zh-CN': '来源任务' },
        { en: 'The task whose output is used.', 'zh-CN': '其输出将被使用的任务。' },
      ),
      task('to', { en: 'To task', 'zh-CN': '目标任务' }, { en: 'The task that it helps.', 'zh-CN': '得到帮助的任务。' }),
      {
        name: 'feed',
        title: { en: 'What is handed on', 'zh-CN': '传递的内容' },
        help: {
          en: 'Probabilities lie between 0 and 1; logits say more and can be of any size.',
          'zh-CN': '概率在 0 到 1 之间；logits 信息更多，但大小不限。',
        },
        control: 'choice',
        options: [
          { value: 'probabilities', title: { en: 'probabilities', 'zh-CN': '概率' } },
          { value: 'logits', title: { en: 'logits', 'zh-CN': 'logits' } },
        ],
      },
      {
        name: 'stop',
        title: { en: 'Stop the gradient', 'zh-CN': '停止梯度' },
        help: {
          en: 'The first task then learns for itself alone.',
          'zh-CN': '停止后，第一个任务只为自身学习。',
        },
        control: 'switch',
      },
    ];
  },
  suggest(context) {
    const tasks = withHeads(context);
    const { nodes } = topologyOf(context.project.graph);
    const chosen = context.place.nodes.flatMap((id) => nodes.get(id) ?? []).filter(({ kind }) => kind === headKind);
    const from = tasks.find(({ id }) => chosen[0] && headTask(chosen[0]) === id) ?? tasks[0];
    const to =
      tasks.find(({ id }) => chosen[1] && headTask(chosen[1]) === id && id !== from?.id) ??
      tasks.find(({ id }) => id !== from?.id);
    return { from: from?.id ?? '', to: to?.id ?? '', feed: 'probabilities', stop: true };
  },
  build(context, params): Result<Project> {
    const { project } = context;
    const [from, to] = [params.from, params.to].map((id) => project.tasks.find((task) => task.id === id));
    if (!from || !to || from === to) return refused(diagnostic('block.sameTask'));
    const head = headOf(project.graph, from.id);
    const logits = head && topologyOf(project.graph).incoming.get(head.id)?.[0]?.source;
    if (logits === undefined) return refused(diagnostic('block.cascadeNoOutput', { task: from.name }, `task:${from.id}`));
    for (const edge of entries(project, context, to.id, logits)) {
      const built = throughEdge(context, edge, logits, from, params);
      if (newProblems(context, built).length === 0) return ok(built);
    }
    return refused(diagnostic('block.cascadeNoPlace', { from: from.name, to: to.name }, `task:${to.id}`));
  },
};
