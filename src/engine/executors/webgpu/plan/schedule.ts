import { sizeOf } from '../../../../core/program/shapes.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { isSame, type Reads } from './alignment.ts';
import { storageOf } from './graph.ts';
import { type Kernel, KernelPlanner, type Member } from './kernels.ts';
import type { BufferId, Goal, NodeId, Place, PlanNode, Sink } from './nodes.ts';
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
  /** Stored values that are made in parts, one behind the other. */
  readonly joins: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly depth: number;
  /** The levels of a first part, which gives all results that are not handed to buffers that a step replaces; the rest is the second. */
  readonly firstDepth: number;
}

/** A program in two parts: `isLate` says of a load whether its numbers are only there after the first. */
export interface Division {
  readonly isLate: (place: Place) => boolean;
}

/** Nodes that depend on a late load. */
function lateNodes(nodes: readonly PlanNode[], division: Division | null): ReadonlySet<NodeId> {
  const late = new Set<NodeId>();
  if (division)
    nodes.forEach((node, id) => {
      const here = node.kind === 'load' && division.isLate(node.attributes.place);
      if (here || node.inputs.some((input) => late.has(input))) late.add(id);
    });
  return late;
}

/** Gives goals to kernels: each to the kernel that computes its value, where nothing forbids it, else to one that copies it. */
class Scheduler {
  private readonly planner: KernelPlanner;
  private readonly late: ReadonlySet<NodeId>;

  constructor(
    nodes: readonly PlanNode[],
    goals: readonly Goal[],
    profile: DeviceProfile,
    private readonly division: Division | null,
  ) {
    this.late = lateNodes(nodes, division);
    this.planner = new KernelPlanner(nodes, goals, profile, (id) => this.late.has(id));
    for (const { node, sink } of goals) this.memberFor(storageOf(nodes, node), sink).sinks.push(sink);
  }

  schedule(): Schedule {
    const { kernels, nodes, joins } = this.planner;
    const reads = new Map(kernels.map((kernel) => [kernel, this.planner.readsOfKernel(kernel)]));
    const made = (leaf: NodeId): boolean => joins.has(leaf) || this.planner.owner(leaf) !== undefined;
    const stored = new Set([...reads.values()].flatMap((entry) => [...entry.keys()]).filter(made));
    const depth = this.levels(kernels, reads, () => 1);
    if (!this.division) return { nodes, kernels, reads, stored, joins, depth, firstDepth: depth };
    const first = this.firstKernels(kernels, reads);
    const firstDepth = Math.max(0, ...first.map(({ level }) => level));
    const second = (kernel: Kernel): boolean =>
      kernel.members.some(({ node, sinks }) => this.late.has(node) || sinks.some((sink) => overwritten(sink, 1) !== null));
    const whole = this.levels(kernels, reads, (kernel) => (second(kernel) ? firstDepth + 1 : 1));
    return { nodes, kernels, reads, stored, joins, depth: whole, firstDepth };
  }

  /** The kernels that give results, and all that these need. */
  private firstKernels(kernels: readonly Kernel[], reads: ReadonlyMap<Kernel, Reads>): Kernel[] {
    const needed = new Set<Kernel>();
    const visit = (kernel: Kernel): void => {
      if (needed.has(kernel)) return;
      needed.add(kernel);
      for (const leaf of reads.get(kernel)?.keys() ?? []) this.planner.makers(leaf).forEach(visit);
    };
    for (const kernel of kernels)
      if (kernel.members.some(({ sinks }) => sinks.some((sink) => overwritten(sink, 1) === null))) visit(kernel);
    return [...needed];
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
    if (owner.members.some(({ sinks }) => sinks.length > 0)) return false;
    const waits = (kernel: Kernel): boolean =>
      owner.members.some((member) => this.planner.readsOfKernel(kernel).has(member.node));
    if (this.planner.kernels.some((kernel) => kernel !== owner && waits(kernel))) return false;
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

  /**
   * Sets every kernel's level: after what it reads, after everybody who reads what it overwrites, and at least `earliest`. Gives the last
   * level.
   */
  private levels(kernels: readonly Kernel[], reads: ReadonlyMap<Kernel, Reads>, earliest: (kernel: Kernel) => number): number {
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
      const sources = [...(reads.get(kernel)?.keys() ?? [])].flatMap((leaf) => this.planner.makers(leaf));
      const targets = targetsOf(kernel);
      const readers =
        targets.length === 0 ? [] : kernels.filter((other) => other !== kernel && this.readsAny(reads.get(other), targets));
      const found = Math.max(earliest(kernel), 1 + Math.max(0, ...[...sources, ...readers].map(level)));
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

export const scheduleKernels = (
  nodes: readonly PlanNode[],
  goals: readonly Goal[],
  profile: DeviceProfile,
  division: Division | null = null,
): Schedule => new Scheduler(nodes, goals, profile, division).schedule();
