import { type Compiled, compileProject } from '../../core/compile/compile.ts';
import { signatureOf } from '../../core/data/registry.ts';
import { initialOptimizer, layoutKey } from '../../core/program/initialize.ts';
import type { TrainingProgram } from '../../core/program/types.ts';
import type { Project } from '../../core/project/schema.ts';
import type { DataSignature } from '../../core/project/signature.ts';
import type { ModelSource } from '../../core/runs/model-formats.ts';
import type { Checkpoint } from '../../core/runs/protocol.ts';
import { Budget, fileLimits } from '../../core/util/budget.ts';
import type { Result } from '../../core/util/diagnostics.ts';
import { randomStream } from '../../core/util/random.ts';

/** What reading a file of this size may use up. */
export const budgetOf = (bytes: Uint8Array): Budget => new Budget(fileLimits(bytes.length), 'file');

/** The value of a result that a test expects. */
export function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

const stream = randomStream(11, 'weights');
const drawn: number[] = [];
/** The numbers of the stream in turn: every model begins with the first, and they are drawn once. */
const normal = (index: number): number => (drawn[index] ??= stream.normal());

/**
 * Values of their own for all parameters, small enough for their layer's width that no output saturates: behind wide layers larger ones would
 * make every probability 0 or 1, whatever goes in.
 */
export function parametersOf({
  parameters,
  parameterCount,
}: Pick<TrainingProgram, 'parameters' | 'parameterCount'>): Float32Array {
  const values = new Float32Array(parameterCount);
  let index = 0;
  for (const { offset, size, shape } of parameters) {
    const inputs = size / (shape[shape.length - 1] ?? 1);
    const deviation = shape.length > 1 ? Math.min(0.1, 1 / Math.sqrt(inputs)) : 0.1;
    const mean = shape.length > 1 ? 0 : 0.02;
    for (let i = 0; i < size; i++) values[offset + i] = mean + deviation * normal(index++);
  }
  return values;
}

/** A document as if it had been trained: every parameter and running statistic has a value of its own. */
export function trainedModel(
  project: Project,
  signature: DataSignature = given(signatureOf(project)),
  { program }: Pick<Compiled, 'program'> = given(compileProject(project, signature)),
): ModelSource {
  const random = randomStream(11, 'weights');
  const checkpoint: Checkpoint = {
    step: 123,
    parameters: parametersOf(program),
    // A variance must be positive; a mean may be.
    state: Float32Array.from({ length: program.stateCount }, () => 0.3 + random.next()),
    optimizer: initialOptimizer(program),
    balancing: { key: '', numbers: new Float64Array(0) },
    layoutKey: layoutKey(program),
  };
  return { project, program, signature, checkpoint };
}
