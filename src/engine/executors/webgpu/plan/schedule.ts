import { sizeOf } from '../../../../core/program/shapes.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { isSame, type Reads } from './alignment.ts';
import { storageOf } from './graph.ts';
import { type Kernel, KernelPlanner, type Member } from './kernels.ts';
import type { BufferId, Goal, NodeId, PlanNode, Sink } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';

/** A stretch of a buffer. */
interface Range {
  readonly buffer: BufferId;
  readonly offset: number;
  readonly size: number;
}

const overlap = (a: Range, b: Range): boolean =>
  a.buffer === b.buffer && a.offset < b.offset + b.size && b.offset < a.offset + a.size;

/** What a sink overwrites that the program also reads; null where it writes results only. */
function overwritten(sink: Sink, size: number): Range | null {
  if (sink.kind === 'update') return { buffer: 'parameters', offset: sink.offset, size };
  return sink.kind === 'store' && sink.place.buffer === 'state' ? { ...sink.place, size } : null;
}

/** Kernels with their levels: all of one level can run at once, each level after the one before. */
export interface Schedule {
  readonly nodes: readonly PlanNode[];
  readonly kernels: readonly Kernel[];
  readonly reads: ReadonlyMap<Kernel, Reads>;
  /** Values that kernels read of one another. */
  readonly stored: ReadonlySet<NodeId>;
  readonly depth: number;
}

/** Gives goals to kernels: each to the kernel that computes its value, where nothing forbids it, else to one that copies it. */
class Scheduler {
  private readonly planner: KernelPlanner;

  constructor(nodes: readonly PlanNode[], goals: readonly Goal[], profile: DeviceProfile) {
    this.planner = new KernelPlanner(nodes, goals, profile);
    for (const { node, sink } of goals) this.memberFor(storageOf(nodes, node), sink).sinks.push(sink);
  }

  schedule(): Schedule {
    const { kernels, nodes } = this.planner;
    const reads = new Map(kernels.map((kernel) => [kernel, this.planner.readsOfKernel(kernel)]));
    const ownerOf = new Map(kernels.flatMap((kernel) => kernel.members.map(({ node }) => [node, kernel] as const)));
    const stored = new Set([...reads.values()].flatMap((entry) => [...entry.keys()]).filter((id) => ownerOf.has(id)));
    const depth = this.levels(kernels, reads, ownerOf);
    return { nodes, kernels, reads, stored, depth };
  }

  private memberFor(node: NodeId, sink: Sink): Member {
    const owner = this.planner.owner(node);
    const member = owner?.members.find((candidate) => candidate.node === node);
    if (owner && member && this.mayCarry(owner, node, sink)) return member;
    return this.planner.copying(node);
  }

  /**
   * A kernel that overwrites what others read must wait for them, so nothing may wait for it; and it may itself read of what is
   * overwritten during a step only the element that it writes.
   */
  private mayCarry(owner: Kernel, node: NodeId, sink: Sink): boolean {
    const target = overwritten(sink, sizeOf(at(this.planner.nodes, node).shape));
    if (target === null) return true;
    if (owner.members.length > 1 || owner.members.some(({ sinks }) => sinks.length > 0)) return false;
    if (this.planner.kernels.some((kernel) => kernel !== owner && this.planner.readsOfKernel(kernel).has(node))) return false;
    return [...this.planner.readsOfKernel(owner)].every(([leaf, alignment]) => {
      const range = this.loaded(leaf);
      if (range === null || (range.buffer !== 'parameters' && range.buffer !== 'state')) return true;
      return isSame(alignment) && range.buffer === target.buffer && range.offset === target.offset && range.size === target.size;
    });
  }

  private loaded(id: NodeId): Range | null {
    const node = at(this.planner.nodes, id);
    return node.kind === 'load' ? { ...node.attributes.place, size: sizeOf(node.shape) } : null;
  }

  /** Sets every kernel's level: after what it reads, and after everybody who reads what it overwrites. Gives the last level. */
  private levels(kernels: readonly Kernel[], reads: ReadonlyMap<Kernel, Reads>, ownerOf: ReadonlyMap<NodeId, Kernel>): number {
    const targetsOf = (kernel: Kernel): Range[] =>
      kernel.members.flatMap(({ node, sinks }) =>
        sinks.flatMap((sink) => overwritten(sink, sizeOf(at(this.planner.nodes, node).shape)) ?? []),
      );
    const known = new Map<Kernel, number>();
    const level = (kernel: Kernel): number => {
      const cached = known.get(kernel);
      if (cached !== undefined) {
        invariant(cached > 0, 'kernels do not wait for one another in a circle');
        return cached;
      }
      known.set(kernel, 0);
      const sources = [...(reads.get(kernel)?.keys() ?? [])].flatMap((leaf) => ownerOf.get(leaf) ?? []);
      const targets = targetsOf(kernel);
      const readers =
        targets.length === 0 ? [] : kernels.filter((other) => other !== kernel && this.readsAny(reads.get(other), targets));
      const found = 1 + Math.max(0, ...[...sources, ...readers].map(level));
      known.set(kernel, found);
      return found;
    };
    for (const kernel of kernels) kernel.level = level(kernel);
    return Math.max(0, ...kernels.map((kernel) => kernel.level));
  }

  private readsAny(reads: Reads | undefined, targets: readonly Range[]): boolean {
    return [...(reads?.keys() ?? [])].some((leaf) => {
      const range = this.loaded(leaf);
      return range !== null && targets.some((target) => overlap(range, target));
    });
  }
}

export const scheduleKernels = (nodes: readonly PlanNode[], goals: readonly Goal[], profile: DeviceProfile): Schedule =>
  new Scheduler(nodes, goals, profile).schedule();
