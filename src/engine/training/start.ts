import type { Compiled } from '../../core/compile/compile.ts';
import type { DatasetSource } from '../../core/data/datasets.ts';
import { layoutKey } from '../../core/program/initialize.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Checkpoint, Start } from '../../core/runs/protocol.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic, type Result } from '../../core/util/diagnostics.ts';
import { carryOver, initialCheckpoint, type Snapshot, startFromWeights } from './checkpoints.ts';
import { precompile } from './precompile.ts';

/** How many missing names a message lists. */
const namesShown = 6;

/** Where the weights of a run come from: what `Start` says, with the weights themselves for a document that goes on. */
export type Origin =
  | Exclude<Start, { from: 'current' }>
  | { readonly from: 'snapshot'; readonly snapshot: Snapshot; readonly problem?: Diagnostic };

export interface Started {
  readonly checkpoint: Checkpoint;
  readonly warnings: readonly Diagnostic[];
  /** They are those of another structure, as far as it has them. */
  readonly carried: boolean;
}

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
export function startingCheckpoint(program: TrainingProgram, seed: number, origin: Origin, datasets?: DatasetSource): Started {
  switch (origin.from) {
    case 'initial':
      return { checkpoint: initialCheckpoint(program, seed), warnings: [], carried: false };
    case 'snapshot': {
      const { snapshot, problem } = origin;
      return { checkpoint: carryOver(snapshot, program, seed), warnings: problem ? [problem] : [], carried: true };
    }
    case 'checkpoint': {
      const { checkpoint, project } = origin;
      if (checkpoint.layoutKey === layoutKey(program)) return { checkpoint, warnings: [], carried: false };
      const carried = fromOtherLayout(program, seed, checkpoint, project && precompile(project, datasets));
      if (carried) return { checkpoint: carried, warnings: [], carried: true };
      const mismatch = diagnostic('training.checkpointMismatch', {}, 'page');
      return { checkpoint: initialCheckpoint(program, seed), warnings: [mismatch], carried: false };
    }
    case 'weights': {
      const { checkpoint, matched, count, missing } = startFromWeights(program, seed, origin.weights);
      const names = missing.slice(0, namesShown).join(', ') + (missing.length > namesShown ? ', …' : '');
      const warnings =
        missing.length === 0 ? [] : [diagnostic('training.weightsPartly', { matched, count, missing: names }, 'file')];
      return { checkpoint, warnings, carried: false };
    }
    default:
      return assertNever(origin);
  }
}
