import { describe, expect, test } from 'vitest';
import { ProgramBuilder } from '../builder.ts';
import { gradients } from '../differentiate.ts';
import { updateOf } from '../optimizers/update-of.ts';
import type { ParameterInfo, TrainingProgram } from '../types.ts';
import { interpret } from './interpret.ts';
import { ReferenceTrainer } from './trainer.ts';

const view = (name: string, offset: number, trainable: boolean): ParameterInfo => ({
  name: `n/${name}`,
  node: 'n',
  parameter: name,
  shape: [1],
  offset,
  size: 1,
  initializer: { kind: 'zeros' },
  trainable,
});

/**
 * y = w·x + unused·0 + frozen on batches of two, loss mean (y − t)², one state that counts steps. Controls: the learning rate, two
 * corrections, the task's weight.
 */
function line(): TrainingProgram {
  const data = [
    { name: 'x', shape: [5], dtype: 'f32' },
    { name: 't', shape: [5], dtype: 'f32' },
  ] as const;
  const predictionOf = (b: ProgramBuilder, x: ReturnType<ProgramBuilder['fill']>) => {
    const w = b.source({ kind: 'parameter', index: 0 }, [1]);
    const frozen = b.source({ kind: 'parameter', index: 2 }, [1]);
    return { w, y: b.add2(b.mul(w, x), frozen) };
  };
  const sampled = (b: ProgramBuilder, batch: number) => {
    const rows = b.source({ kind: 'rows' }, [batch], 'i32');
    return data.map(({ name, shape }) => b.gather(b.source({ kind: 'data', name }, shape), rows));
  };
  const step = new ProgramBuilder();
  const [x = step.scalar(0), t = step.scalar(0)] = sampled(step, 2);
  const { w, y } = predictionOf(step, x);
  const loss = step.mean(step.unary('square', step.sub(y, t)));
  step.output('losses', step.reshape(loss, [1]));
  const weighted = step.mul(loss, step.source({ kind: 'control', offset: 3 }, []));
  const unused = step.source({ kind: 'parameter', index: 1 }, [1]);
  const found = gradients(step, weighted, [w, unused]);
  step.writeState(0, step.add2(step.source({ kind: 'state', index: 0 }, [1]), step.scalar(1)));
  const evaluate = new ProgramBuilder();
  const [ex = evaluate.scalar(0)] = sampled(evaluate, 3);
  evaluate.output('output:a', predictionOf(evaluate, ex).y);
  const predict = new ProgramBuilder();
  predict.output('output:a', predictionOf(predict, predict.source({ kind: 'feed', name: 'x' }, [2])).y);
  return {
    parameters: [view('w', 0, true), view('unused', 1, true), view('frozen', 2, false)],
    parameterCount: 3,
    trainableCount: 2,
    states: [view('steps', 0, false)],
    stateCount: 1,
    data,
    controls: { size: 4, learningRate: 0, stepScalars: 1, taskWeights: 3, randomKeys: [] },
    tasks: [{ id: 'a', output: 'output:a', loss: 'loss:a' }],
    batchSize: 2,
    step: step.build(),
    gradients: found.map((gradient) => gradient?.id ?? null),
    update: { ...updateOf({ kind: 'sgd' }), clipNorm: null },
    gramian: null,
    evaluate: evaluate.build(),
    evaluateBatchSize: 3,
    predict: predict.build(),
    predictBatchSize: 2,
  };
}

const data = { x: Float32Array.of(1, 2, 3, 4, 5), t: Float32Array.of(2, 4, 6, 8, 10) };

describe('the reference trainer', () => {
  test('makes the step that a person would make', () => {
    const trainer = new ReferenceTrainer(line(), data);
    trainer.parameters.set([1, 7, 0]);
    // Rows 0 and 2: y − t = −1 and −3; loss (1 + 9)/2; dw = 2·(−1·1 − 3·3)/2 = −10, times the weight 0.5.
    const controls = [0.1, 1, 1, 0.5];
    expect([...trainer.gradient(controls, [0, 2])]).toEqual([-5, 0]);
    expect([...trainer.step(controls, [0, 2])]).toEqual([5]);
    expect([...trainer.parameters]).toEqual([1.5, 7, 0]);
    expect([...trainer.state]).toEqual([1]);
    trainer.step(controls, [0, 2]);
    expect([...trainer.state]).toEqual([2]);
  });

  test('evaluates any number of rows and predicts any number of inputs', () => {
    const trainer = new ReferenceTrainer(line(), data);
    trainer.parameters.set([2, 0, 1]);
    expect([...(trainer.evaluate([4, 0, 1, 2])['output:a'] ?? [])]).toEqual([11, 3, 5, 7]);
    expect([...(trainer.evaluate([])['output:a'] ?? [0])]).toEqual([]);
    expect([...(trainer.predict({ x: [10, 20, 30] }, 3)['output:a'] ?? [])]).toEqual([21, 41, 61]);
  });
});

describe('the interpreter', () => {
  test('refuses a program whose inputs are missing or of the wrong size', () => {
    const b = new ProgramBuilder();
    b.output('y', b.unary('neg', b.source({ kind: 'feed', name: 'x' }, [3])));
    expect(() => interpret(b.build(), {})).toThrow('holds 3 numbers');
    expect(() => interpret(b.build(), { feeds: { x: [1, 2] } })).toThrow('holds 3 numbers');
  });

  test('gives outputs that are sources too', () => {
    const b = new ProgramBuilder();
    const x = b.source({ kind: 'feed', name: 'x' }, [2]);
    b.output('x', x);
    expect([...(interpret(b.build(), { feeds: { x: [1, 2] } }).get(x.id) ?? [])]).toEqual([1, 2]);
  });
});
