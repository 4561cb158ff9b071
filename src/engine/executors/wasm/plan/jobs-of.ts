import { isView } from '../../../../core/program/liveness.ts';
import type { Op, Program, ValueId } from '../../../../core/program/types.ts';
import { elementwiseJob, isInlined } from './fuse-elementwise.ts';
import { foldedProductJob, productJob } from './fuse-products.ts';
import type { Job } from './job.ts';
import { recipeOf } from './kernels/registry.ts';
import { isElementwise } from './tape-functions.ts';
import { Uses } from './uses.ts';

/** The job of one operation that is not fused with others. */
function plainJob(op: Op, uses: Uses): Job | null {
  const recipe = recipeOf(op, { inputs: op.inputs.map((id) => uses.shapeOf(id)), output: uses.shapeOf(op.output) });
  if (recipe === null) return null;
  return {
    reads: op.inputs.map((id) => uses.storageOf(id)),
    output: op.output,
    roomBytes: recipe.roomBytes ?? 0,
    scratchBytes: recipe.scratchBytes ?? 0,
    words: recipe.words,
  };
}

/** The jobs that the wanted storages depend on, in order. */
export function neededJobs(jobs: readonly Job[], wanted: readonly ValueId[]): Job[] {
  const needed = new Set(wanted);
  const kept = jobs.toReversed().filter((job) => {
    if (!needed.has(job.output)) return false;
    for (const id of job.reads) needed.add(id);
    return true;
  });
  return kept.reverse();
}

/**
 * What must be done, in order, to compute the wanted values of a program, operations fused: elementwise expressions, products with bias and
 * relu, convolutions. A job reads and makes storages (see `Uses`).
 */
export function jobsOf(program: Program, wanted: readonly ValueId[]): { jobs: readonly Job[]; uses: Uses } {
  const uses = new Uses(program, wanted);
  const absorbed = new Set<Op>();
  const made = new Map<Op, Job>();
  for (const op of program.ops) {
    const fused = op.kind === 'matmul' ? productJob(op, uses) : op.kind === 'fold' ? foldedProductJob(op, uses) : null;
    if (!fused) continue;
    made.set(op, fused.job);
    for (const other of fused.absorbed) absorbed.add(other);
  }
  const excluded = new Set([...absorbed].map((op) => op.output));
  const jobs = program.ops.flatMap((op) => {
    if (isView(op.kind) || absorbed.has(op)) return [];
    const fused = made.get(op);
    if (fused) return [fused];
    if (isElementwise(op)) return isInlined(op, uses) ? [] : [elementwiseJob(op, uses, excluded)];
    const job = plainJob(op, uses);
    return job ? [job] : [];
  });
  return {
    jobs: neededJobs(
      jobs,
      wanted.map((id) => uses.storageOf(id)),
    ),
    uses,
  };
}
