import { sizeOf } from '../../../../core/program/shapes.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { type Alignment, both, isSame, type Reads, readsOfNodes } from './alignment.ts';
import { isKind, reducedCount, storageOf } from './graph.ts';
import { storedNodes } from './inlining.ts';
import { joinsOf } from './joins.ts';
import type { Goal, NodeId, NodeKind, PlanNode, Sink } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { type Tiling, tilingOf } from './tiles.ts';

/** How the invocations of a kernel divide its elements: one each; one workgroup each (a reduction); or blocks of a contraction. */
export type Strategy =
  | { readonly kind: 'elements' }
  | { readonly kind: 'rows'; readonly root: NodeId }
  /** An invocation for each id, which writes where its row says. */
  | { readonly kind: 'chainStart'; readonly root: NodeId }
  | { readonly kind: 'tiles'; readonly root: NodeId; readonly tiling: Exclude<Tiling, { kind: 'element' }> };

/** A value that a kernel hands on, and what becomes of it besides being stored for other kernels. */
export interface Member {
  readonly node: NodeId;
  readonly sinks: Sink[];
}

/** A computation over the elements of one shape: everything in it is computed at the same element. */
export interface Kernel {
  readonly strategy: Strategy;
  /** The first value's node: its shape is the kernel's. */
  readonly anchor: NodeId;
  readonly members: Member[];
  level: number;
}

const absorbing: ReadonlySet<NodeKind> = new Set<NodeKind>(['unary', 'binary', 'select']);
const loops: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'reduce',
  'contract',
  'scatterAdd',
  'chainStart',
  'chainNext',
  'fold',
  'windowReduce',
  'windowSpread',
  'maxPoolGrad',
]);

/** Values that one kernel hands on at the most. */
const mostMembers = 16;

/** Divides a graph into kernels. */
export class KernelPlanner {
  readonly nodes: PlanNode[];
  readonly kernels: Kernel[] = [];
  /** Values that several kernels write, each its part; see `joinsOf`. */
  readonly joins: ReadonlyMap<NodeId, readonly NodeId[]>;
  private readonly kernelOf = new Map<NodeId, Kernel>();
  private readonly uses: number[];
  private readonly reads: (id: NodeId) => Reads;
  /** The same once all kernels are known: only what they hand on is read. */
  private readonly readsOfHanded: (id: NodeId) => Reads;
  private readonly readsOfKernels = new Map<Kernel, Reads>();

  /** `isLate` says which nodes belong to the second part of a program; no kernel has nodes of both. */
  constructor(
    nodes: readonly PlanNode[],
    private readonly goals: readonly Goal[],
    private readonly profile: DeviceProfile,
    private readonly isLate: (id: NodeId) => boolean,
  ) {
    this.nodes = [...nodes];
    this.uses = this.countUses();
    const stored = storedNodes(nodes, this.uses, goals, profile);
    this.joins = joinsOf(nodes, goals, this.uses, stored);
    for (const part of [...this.joins.values()].flat()) stored[part] = true;
    this.reads = readsOfNodes(this.nodes, (id) => this.kernelOf.has(id) || this.joins.has(id));
    for (const { node } of goals) stored[storageOf(nodes, node)] = !isKind(at(nodes, storageOf(nodes, node)), 'load');
    nodes.forEach((node, id) => {
      if (node.kind !== 'load' && node.kind !== 'reshape' && !this.joins.has(id)) this.visit(id, node, at(stored, id));
    });
    const handed = new Set(this.kernels.flatMap(({ members }) => members.map(({ node }) => node)));
    this.readsOfHanded = readsOfNodes(this.nodes, (id) => handed.has(id) || this.joins.has(id));
  }

  /** The kernel that hands a value on, where one does. */
  owner(id: NodeId): Kernel | undefined {
    const kernel = this.kernelOf.get(id);
    return kernel?.members.some(({ node }) => node === id) ? kernel : undefined;
  }

  /** The kernels that make a value that others read; none for what lies in a buffer. */
  makers(leaf: NodeId): Kernel[] {
    return (this.joins.get(leaf) ?? [leaf]).flatMap((id) => this.kernelOf.get(id) ?? []);
  }

  /** A kernel that copies a value from where it lies; its member is a new node. */
  copying(id: NodeId): Member {
    const { shape } = at(this.nodes, id);
    this.nodes.push({ kind: 'reshape', inputs: [id], shape, attributes: {} });
    const copy = this.nodes.length - 1;
    const member: Member = { node: copy, sinks: [] };
    const kernel: Kernel = {
      strategy: { kind: 'elements' },
      anchor: copy,
      members: [member],
      level: this.levelAfter(this.reads(copy)),
    };
    this.kernels.push(kernel);
    this.kernelOf.set(copy, kernel);
    return member;
  }

  /** What a kernel reads from buffers and other kernels, and how it does so. Kernels do not change any more. */
  readsOfKernel(kernel: Kernel): Reads {
    const known = this.readsOfKernels.get(kernel);
    if (known) return known;
    const found = new Map<NodeId, Alignment>();
    for (const { node } of kernel.members)
      for (const [leaf, alignment] of this.readsOfHanded(node)) {
        const before = found.get(leaf);
        found.set(leaf, before === undefined ? alignment : both(before, alignment));
      }
    for (const { node } of kernel.members) found.delete(node);
    this.readsOfKernels.set(kernel, found);
    return found;
  }

  private countUses(): number[] {
    const readers = this.nodes.map(() => new Set<number>());
    this.nodes.forEach((node, id) => {
      if (node.kind !== 'reshape') for (const input of node.inputs) at(readers, storageOf(this.nodes, input)).add(id);
    });
    const counts = readers.map((set) => set.size);
    for (const { node } of this.goals) {
      const storage = storageOf(this.nodes, node);
      counts[storage] = at(counts, storage) + 1;
    }
    return counts;
  }

  private visit(id: NodeId, node: PlanNode, stored: boolean): void {
    const reads = this.reads(id);
    if (stored || absorbing.has(node.kind)) this.unite(id, node, reads);
    const tail = absorbing.has(node.kind) ? this.absorbable(id, node, reads) : null;
    if (tail !== null) {
      const host = this.hostOf(tail);
      host.members.splice(
        host.members.findIndex((member) => member.node === tail),
        1,
        { node: id, sinks: [] },
      );
      this.kernelOf.set(id, host);
      return;
    }
    if (!stored) return;
    const strategy = this.strategyOf(id, node);
    const host = strategy.kind === 'elements' ? this.joinable(id, node, reads) : null;
    if (host) host.members.push({ node: id, sinks: [] });
    const kernel = host ?? { strategy, anchor: id, members: [{ node: id, sinks: [] }], level: this.levelAfter(reads) };
    if (!host) this.kernels.push(kernel);
    this.kernelOf.set(id, kernel);
  }

  private hostOf(id: NodeId): Kernel {
    const kernel = this.kernelOf.get(id);
    invariant(kernel, `node ${id} has a kernel`);
    return kernel;
  }

  private levelAfter(reads: Reads): number {
    return 1 + Math.max(0, ...[...reads.keys()].flatMap((leaf) => this.makers(leaf).map(({ level }) => level)));
  }

  /** True where all that a node reads can be had in `host`: its own values at the same element, the others from earlier dispatches. */
  private fits(host: Kernel, id: NodeId, reads: Reads): boolean {
    if (this.isLate(id) !== this.isLate(host.anchor)) return false;
    return [...reads].every(([leaf, alignment]) => {
      if (this.kernelOf.get(leaf) === host) return isSame(alignment);
      return this.makers(leaf).every(({ level }) => level < host.level);
    });
  }

  /**
   * Kernels that run side by side over the same elements and that a node reads at its own element become one, so that the node can be
   * computed there too. Of one level, they do not depend on one another.
   */
  private unite(id: NodeId, node: PlanNode, reads: Reads): void {
    const hosts = new Set<Kernel>();
    for (const [leaf, alignment] of reads) {
      const kernel = isSame(alignment) ? this.kernelOf.get(leaf) : undefined;
      if (kernel?.strategy.kind !== 'elements' || this.isLate(kernel.anchor) !== this.isLate(id)) continue;
      if (sizeOf(at(this.nodes, kernel.anchor).shape) === sizeOf(node.shape)) hosts.add(kernel);
    }
    const level = Math.max(0, ...[...hosts].map((kernel) => kernel.level));
    const [first, ...others] = [...hosts].filter((kernel) => kernel.level === level);
    for (const other of others) {
      if (!first || first.members.length + other.members.length >= mostMembers) continue;
      first.members.push(...other.members);
      for (const [own, kernel] of this.kernelOf) if (kernel === other) this.kernelOf.set(own, first);
      this.kernels.splice(this.kernels.indexOf(other), 1);
    }
  }

  /** A value that only this node reads, element by element, and whose place it can take. */
  private absorbable(id: NodeId, node: PlanNode, reads: Reads): NodeId | null {
    const tails = node.inputs
      .map((input) => storageOf(this.nodes, input))
      .filter(
        (input) =>
          this.owner(input) &&
          this.hostOf(input).strategy.kind !== 'chainStart' &&
          at(this.uses, input) === 1 &&
          sizeOf(at(this.nodes, input).shape) === sizeOf(at(this.nodes, id).shape),
      );
    return tails.find((tail) => isSame(reads.get(tail) ?? 'apart') && this.fits(this.hostOf(tail), id, reads)) ?? null;
  }

  /** The kernel of a value that this node reads element by element, where the node can be computed there too. */
  private joinable(id: NodeId, node: PlanNode, reads: Reads): Kernel | null {
    for (const [leaf, alignment] of reads) {
      const host = this.kernelOf.get(leaf);
      if (!host || !isSame(alignment) || host.members.length >= mostMembers || !this.fits(host, id, reads)) continue;
      if (host.strategy.kind === 'chainStart') continue;
      const roomy = host.strategy.kind === 'elements' || !loops.has(node.kind);
      if (roomy && sizeOf(at(this.nodes, host.anchor).shape) === sizeOf(node.shape)) return host;
    }
    return null;
  }

  private strategyOf(id: NodeId, node: PlanNode): Strategy {
    if (isKind(node, 'contract')) {
      const tiling = tilingOf(this.nodes, node, this.profile);
      return tiling.kind === 'element' ? { kind: 'elements' } : { kind: 'tiles', root: id, tiling };
    }
    if (isKind(node, 'chainStart')) return { kind: 'chainStart', root: id };
    if (!isKind(node, 'reduce')) return { kind: 'elements' };
    // A workgroup for each element pays where elements are few; barriers cost a processor more than they gain.
    const long = reducedCount(this.nodes, node) >= (this.profile.sharedMemory ? 64 : 4096);
    return long && sizeOf(node.shape) <= this.profile.lanes / 4 ? { kind: 'rows', root: id } : { kind: 'elements' };
  }
}
