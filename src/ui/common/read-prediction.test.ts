import { describe, expect, it } from 'vitest';
import { isRight, readOutput, readTruth } from './read-prediction.ts';

const asClasses = { task: { kind: 'classification' }, target: { format: 'class', classes: ['zero', 'one', 'two'] } } as const;

describe('reading a prediction', () => {
  it('names the most probable class and knows whether it is the true one', () => {
    const predicted = readOutput(asClasses, Float32Array.of(0.2, 0.5, 0.3));
    expect(predicted).toEqual({ kind: 'class', index: 1, label: 'one', probability: 0.5 });
    expect(isRight(predicted, readTruth(asClasses, Int32Array.of(0, 1), 1))).toBe(true);
    expect(isRight(predicted, readTruth(asClasses, Int32Array.of(0, 1), 0))).toBe(false);
  });

  it('says yes from one half on', () => {
    const target = { task: { kind: 'binary' }, target: { format: 'binary' } } as const;
    expect(readOutput(target, Float32Array.of(0.5))).toMatchObject({ yes: true });
    expect(isRight(readOutput(target, Float32Array.of(0.49)), readTruth(target, Float32Array.of(1, 0), 1))).toBe(true);
  });

  it('needs every label of a multi-label sample to call it right', () => {
    const target = { task: { kind: 'multiLabel' }, target: { format: 'multiLabel', labels: ['a', 'b', 'c'] } } as const;
    const truth = readTruth(target, Float32Array.of(0, 0, 0, 1, 0, 1), 1);
    expect(truth).toEqual({ kind: 'labels', labels: ['a', 'c'] });
    expect(isRight(readOutput(target, Float32Array.of(0.9, 0.1, 0.8)), truth)).toBe(true);
    expect(isRight(readOutput(target, Float32Array.of(0.9, 0.6, 0.8)), truth)).toBe(false);
  });

  it('leaves the judgement of numbers to the reader', () => {
    const target = { task: { kind: 'regression' }, target: { format: 'values', size: 2 } } as const;
    expect(readTruth(target, Float32Array.of(1, 2, 3, 4), 1)).toEqual({ kind: 'values', values: [3, 4] });
    expect(isRight(readOutput(target, Float32Array.of(3, 4)), readTruth(target, Float32Array.of(3, 4), 0))).toBeNull();
  });
});
