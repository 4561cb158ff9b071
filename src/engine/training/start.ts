import { layoutKey } from '../../core/program/initialize.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Checkpoint, Start } from '../../core/runs/protocol.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { carryOver, initialCheckpoint, type Snapshot, startFromWeights } from './checkpoints.ts';

/** How many missing names a message lists. */
const namesShown = 6;

export interface Started {
  readonly checkpoint: Checkpoint;
  readonly warnings: readonly Diagnostic[];
}

/** The weights with which a run begins. `previous`: the run before it, for `current`. */
export function startingCheckpoint(program: TrainingProgram, seed: number, start: Start, previous: Snapshot | null): Started {
  switch (start.from) {
    case 'initial':
      return { checkpoint: initialCheckpoint(program, seed), warnings: [] };
    case 'current':
      return {
        checkpoint: previous ? carryOver(previous, program, seed) : initialCheckpoint(program, seed),
        warnings: [],
      };
    case 'checkpoint':
      return start.checkpoint.layoutKey === layoutKey(program)
        ? { checkpoint: start.checkpoint, warnings: [] }
        : { checkpoint: initialCheckpoint(program, seed), warnings: [diagnostic('training.checkpointMismatch', {}, 'page')] };
    case 'weights': {
      const { checkpoint, matched, count, missing } = startFromWeights(program, seed, start.weights);
      const names = missing.slice(0, namesShown).join(', ') + (missing.length > namesShown ? ', …' : '');
      const warnings =
        missing.length === 0 ? [] : [diagnostic('training.weightsPartly', { matched, count, missing: names }, 'file')];
      return { checkpoint, warnings };
    }
    default:
      return assertNever(start);
  }
}
