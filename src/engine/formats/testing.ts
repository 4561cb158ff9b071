import { compileProject } from '../../core/compile/compile.ts';
import { signatureOf } from '../../core/data/registry.ts';
import { initialOptimizer, layoutKey } from '../../core/program/initialize.ts';
import type { Project } from '../../core/project/schema.ts';
import type { DataSignature } from '../../core/project/signature.ts';
import type { Checkpoint } from '../../core/runs/protocol.ts';
import type { Result } from '../../core/util/diagnostics.ts';
import { randomStream } from '../../core/util/random.ts';
import type { ModelSource } from '../training/environment.ts';

/** The value of a result that a test expects. */
export function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

/** A document as if it had been trained: every parameter and running statistic has a value of its own. */
export function trainedModel(project: Project, signature: DataSignature = given(signatureOf(project))): ModelSource {
  const { program } = given(compileProject(project, signature));
  const random = randomStream(11, 'weights');
  const checkpoint: Checkpoint = {
    step: 123,
    parameters: Float32Array.from({ length: program.parameterCount }, () => 0.1 * random.normal() + 0.02),
    // A variance must be positive; a mean may be.
    state: Float32Array.from({ length: program.stateCount }, () => 0.3 + random.next()),
    optimizer: initialOptimizer(program),
    layoutKey: layoutKey(program),
  };
  return { project, program, signature, checkpoint };
}
