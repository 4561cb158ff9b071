import { lowerGraph } from '../graph/lower.ts';
import type { Flow } from '../layers/flow.ts';
import { ProgramBuilder, type Tensor } from '../program/builder.ts';
import { simplify } from '../program/simplify.ts';
import type { Op, Program, ValueId } from '../program/types.ts';
import type { GraphNode } from '../project/schema.ts';
import { at, invariant } from '../util/assert-never.ts';
import { LayoutHost } from './host.ts';
import type { Plan } from './plan.ts';
import type { ActiveTask } from './tasks.ts';

/** Values of the whole network: a tensor, and the mask that travels with it. */
export interface FlowIds {
  readonly tensor: ValueId;
  readonly mask: ValueId | null;
}

/** One layer, or the last step of a head, as a program of its own. */
export interface LayerProgram {
  readonly node: GraphNode;
  /** As the schema of its kind gives them; null for a head. */
  readonly params: unknown;
  /** What arrives, by port. */
  readonly arrived: Readonly<Record<string, readonly FlowIds[]>>;
  readonly output: FlowIds;
  /** Feeds named by the ids of what arrives, and outputs named by those of what leaves; in inference mode. */
  readonly program: Program;
}

/** A network layer by layer, for who writes it in another language. */
export interface LayerPrograms {
  /** In an order in which every value is made before it is used. */
  readonly layers: readonly LayerProgram[];
  /** What the data set gives, by the id of the input; of those that the network reads. */
  readonly inputs: ReadonlyMap<string, ValueId>;
  /** What each task predicts, by its id. */
  readonly outputs: ReadonlyMap<string, ValueId>;
}

const idsOf = ({ tensor, mask }: Flow): FlowIds => ({ tensor: tensor.id, mask: mask?.id ?? null });

const idsIn = ({ tensor, mask }: FlowIds): readonly ValueId[] => (mask === null ? [tensor] : [tensor, mask]);

/** The operations from `begin` on, as a program that is fed what arrives. */
function programOf(b: ProgramBuilder, begin: number, arrived: readonly ValueId[], leaving: readonly ValueId[]): Program {
  const { values, ops } = b.build();
  const fed = new Set(arrived);
  const own: readonly Op[] = ops.slice(begin);
  const local = values.map((info, id) => (fed.has(id) ? { ...info, source: { kind: 'feed' as const, name: String(id) } } : info));
  const { program, remap } = simplify({ values: local, ops: own, outputs: {}, stateWrites: [] }, leaving);
  return { ...program, outputs: Object.fromEntries(leaving.map((id) => [String(id), remap(id)])) };
}

/** Every layer of a plan, in inference mode with so many samples, and what each active task makes of its logits. */
export function layerPrograms({ graph, signature, tasks, inputs, layout }: Plan, batch: number): LayerPrograms {
  const b = new ProgramBuilder();
  const fed = new Map(
    inputs.map(({ id, shape, dtype }): [string, Tensor] => [id, b.source({ kind: 'feed', name: id }, [batch, ...shape], dtype)]),
  );
  const layers: LayerProgram[] = [];
  const { outputs, problems } = lowerGraph({
    graph,
    signature,
    tasks: tasks.map(({ task }) => task),
    b,
    training: false,
    batch,
    inputs: Object.fromEntries(fed),
    host: new LayoutHost(b, layout),
    reuse(node, params, given, lower) {
      const begin = b.opCount;
      const output = lower();
      const arrived = Object.fromEntries(Object.entries(given).map(([port, flows]) => [port, flows.map(idsOf)]));
      const from = Object.values(arrived).flat().flatMap(idsIn);
      const program = programOf(b, begin, from, idsIn(idsOf(output)));
      layers.push({ node, params, arrived, output: idsOf(output), program });
      return output;
    },
  });
  invariant(problems.length === 0, 'a planned graph can be lowered');
  const predicted = tasks.map(({ task, kind, head }: ActiveTask): [string, ValueId] => {
    const logits = outputs.get(head.id);
    invariant(logits, 'the head of an active task has logits');
    const begin = b.opCount;
    b.node = head.id;
    const { id } = kind.activate(b, logits, task.loss);
    const program = programOf(b, begin, [logits.id], [id]);
    const output = { tensor: id, mask: null };
    if (id !== logits.id)
      layers.push({ node: head, params: null, arrived: { in: [{ tensor: logits.id, mask: null }] }, output, program });
    return [task.id, id];
  });
  return {
    layers,
    inputs: new Map([...fed].map(([id, tensor]) => [id, tensor.id])),
    outputs: new Map(predicted),
  };
}

/** The one operation of its kind in a program; null where there is none, or more than one. */
export function onlyOp<K extends Op['kind']>({ ops }: Program, kind: K): Extract<Op, { kind: K }> | null {
  const found = ops.filter((op): op is Extract<Op, { kind: K }> => op.kind === kind);
  return found.length === 1 ? at(found, 0) : null;
}
