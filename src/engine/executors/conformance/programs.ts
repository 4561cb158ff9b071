import { ProgramBuilder, type Tensor } from '../../../core/program/builder.ts';
import { randomKeyLength } from '../../../core/program/counter-random.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import { simplify } from '../../../core/program/simplify.ts';
import type { Program, TrainingProgram } from '../../../core/program/types.ts';
import { dtypeOf, emptyTraining, type InputSpec, type ModelSpec, trainingProgram } from '../self-test/programs.ts';

/** A step of nothing, because a step must have losses. */
function emptyStep(): Program {
  const b = new ProgramBuilder();
  b.output('losses', b.fill([1], 0));
  return b.build();
}

/** A program whose prediction is one primitive: feeds `in0`, `in1`, … → `out`. A single sample carries whole tensors. */
export function primitiveProgram(
  inputs: readonly InputSpec[],
  build: (b: ProgramBuilder, inputs: Tensor[]) => Tensor,
): TrainingProgram {
  const b = new ProgramBuilder();
  const tensors = inputs.map((input, i) =>
    b.reshape(b.source({ kind: 'feed', name: `in${i}` }, [1, ...input.shape], dtypeOf(input)), input.shape),
  );
  const out = b.toFloat(build(b, tensors));
  b.output('out', b.reshape(out, [1, sizeOf(out.shape)]));
  return { ...emptyTraining, step: emptyStep(), predict: b.build() };
}

/** A program whose step gives random numbers as its losses. */
export function randomProgram(count: number): TrainingProgram {
  const b = new ProgramBuilder();
  const key = b.source({ kind: 'control', offset: 1 }, [randomKeyLength]);
  b.output('losses', b.random(key, [count]));
  return { ...emptyTraining, controls: { ...emptyTraining.controls, size: 1 + randomKeyLength }, step: b.build() };
}

/** The same with the step simplified, as a document's is. */
export function simplifiedProgram(spec: ModelSpec): TrainingProgram {
  const whole = trainingProgram(spec);
  const roots = whole.gradients.filter((id) => id !== null);
  const { program, remap } = simplify(whole.step, roots);
  return { ...whole, step: program, gradients: whole.gradients.map((id) => (id === null ? null : remap(id))) };
}
