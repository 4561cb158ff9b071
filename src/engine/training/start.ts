import type { Compiled } from '../../core/compile/compile.ts';
import type { DatasetSource } from '../../core/data/datasets.ts';
import { layoutKey } from '../../core/program/initialize.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Balancing, Project } from '../../core/project/schema.ts';
import { sameButBalancing } from '../../core/project/structure.ts';
import type { Marker } from '../../core/runs/marker.ts';
import type { Checkpoint, Start } from '../../core/runs/protocol.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic, type Result } from '../../core/util/diagnostics.ts';
import { balancingMarker } from './balancing-marker.ts';
import { carryOver, initialCheckpoint, type Snapshot, startFromWeights } from './checkpoints.ts';
import { precompile } from './precompile.ts';

/** How many missing names a message lists. */
const namesShown = 6;

/** Where the weights of a run come from: what `Start` says, with the weights themselves for a document that goes on. */
export type Origin =
  | Exclude<Start, { from: 'current' }>
  | {
      readonly from: 'snapshot';
      readonly snapshot: Snapshot;
      /** The document that trained, as it acted. */
      readonly project: Project;
      readonly problem?: Diagnostic;
    };

export interface Started {
  readonly checkpoint: Checkpoint;
  readonly warnings: readonly Diagnostic[];
  /** They are those of another structure, as far as it has them. */
  readonly carried: boolean;
  /** How tasks were balanced before, where nothing else of the structure is another. */
  readonly balancedBefore?: Balancing;
}

/** What the curves say where a run goes on with another program; null: nothing. */
export const startMarker = ({ checkpoint: { step }, balancedBefore }: Started, { training }: Project): Marker | null =>
  balancedBefore ? balancingMarker(step, balancedBefore, training.balancing) : { kind: 'applied', step };

/** How many steps the weights have behind them that a run would start with. */
export function stepOf(origin: Origin): number {
  switch (origin.from) {
    case 'snapshot':
      return origin.snapshot.checkpoint.step;
    case 'checkpoint':
      return origin.checkpoint.step;
    case 'initial':
    case 'weights':
      return 0;
    default:
      return assertNever(origin);
  }
}

/** The checkpoint of another structure as the weights of this one; null where its document is not known. */
function fromOtherLayout(program: TrainingProgram, seed: number, checkpoint: Checkpoint, compiled: Result<Compiled> | undefined) {
  if (!compiled?.ok || layoutKey(compiled.value.program) !== checkpoint.layoutKey) return null;
  return carryOver({ program: compiled.value.program, checkpoint }, program, seed);
}

/** The weights with which a run begins. */
export function startingCheckpoint(
  program: TrainingProgram,
  project: Project,
  origin: Origin,
  datasets?: DatasetSource,
): Started {
  const { seed } = project;
  switch (origin.from) {
    case 'initial':
      return { checkpoint: initialCheckpoint(program, seed), warnings: [], carried: false };
    case 'snapshot': {
      const { snapshot, project: before, problem } = origin;
      const checkpoint = carryOver(snapshot, program, seed);
      const started = { checkpoint, warnings: problem ? [problem] : [], carried: true };
      return sameButBalancing(before, project) ? { ...started, balancedBefore: before.training.balancing } : started;
    }
    case 'checkpoint': {
      const { checkpoint, project: before } = origin;
      if (checkpoint.layoutKey === layoutKey(program)) return { checkpoint, warnings: [], carried: false };
      const carried = fromOtherLayout(program, seed, checkpoint, before && precompile(before, datasets));
      if (carried) return { checkpoint: carried, warnings: [], carried: true };
      const mismatch = diagnostic('training.checkpointMismatch', {}, 'page');
      return { checkpoint: initialCheckpoint(program, seed), warnings: [mismatch], carried: false };
    }
    case 'weights': {
      const { checkpoint, matched, count, missing } = startFromWeights(program, seed, origin.weights);
      const names = missing.slice(0, namesShown).join(', ') + (missing.length > namesShown ? ', …' : '');
      const warnings =
        missing.length === 0 || origin.partly
          ? []
          : [diagnostic('training.weightsPartly', { matched, count, missing: names }, 'file')];
      return { checkpoint, warnings, carried: false };
    }
    default:
      return assertNever(origin);
  }
}
