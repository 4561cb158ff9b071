import { ProgramBuilder } from '../program/builder.ts';
import type { TrainingProgram } from '../program/types.ts';
import { noUpdate } from '../program/update/rule.ts';

/** A step must have losses, whatever becomes of them. */
function idleStep(): TrainingProgram['step'] {
  const b = new ProgramBuilder();
  b.output('losses', b.fill([1], 0));
  return b.build();
}

/** A program with the parameters and states of another one, and nothing to do. */
export function looking({
  parameters,
  parameterCount,
  states,
  stateCount,
}: Pick<TrainingProgram, 'parameters' | 'parameterCount' | 'states' | 'stateCount'>): Omit<TrainingProgram, 'predict'> {
  return {
    parameters: parameters.map((view) => ({ ...view, trainable: false })),
    parameterCount,
    trainableCount: 0,
    states,
    stateCount,
    data: [],
    controls: { size: 1, learningRate: 0, stepScalars: 1, taskWeights: 1, randomKeys: [] },
    tasks: [],
    batchSize: 1,
    step: idleStep(),
    gradients: [],
    update: noUpdate,
    gramian: null,
    evaluate: { values: [], ops: [], outputs: {}, stateWrites: [] },
    evaluateBatchSize: 1,
    predictBatchSize: 1,
  };
}
