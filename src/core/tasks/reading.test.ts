import { describe, expect, it } from 'vitest';
import { wordsOf } from './formats/sequence.ts';
import { isRight, probabilitiesOf, readOutput, readTruth } from './reading.ts';

const asClasses = { task: { kind: 'classification' }, target: { format: 'class', classes: ['zero', 'one', 'two'] } } as const;

describe('reading a prediction', () => {
  it('names the most probable class and knows whether it is the true one', () => {
    const predicted = readOutput(asClasses, Float32Array.of(0.2, 0.5, 0.3));
    expect(predicted).toEqual({ kind: 'class', index: 1, label: 'one', probability: 0.5 });
    expect(isRight(asClasses, predicted, readTruth(asClasses, Int32Array.of(0, 1), 1))).toBe(true);
    expect(isRight(asClasses, predicted, readTruth(asClasses, Int32Array.of(0, 1), 0))).toBe(false);
  });

  it('says yes from one half on', () => {
    const target = { task: { kind: 'binary' }, target: { format: 'binary' } } as const;
    expect(readOutput(target, Float32Array.of(0.5))).toMatchObject({ yes: true });
    expect(isRight(target, readOutput(target, Float32Array.of(0.49)), readTruth(target, Float32Array.of(1, 0), 1))).toBe(true);
  });

  it('needs every label of a multi-label sample to call it right', () => {
    const target = { task: { kind: 'multiLabel' }, target: { format: 'multiLabel', labels: ['a', 'b', 'c'] } } as const;
    const truth = readTruth(target, Float32Array.of(0, 0, 0, 1, 0, 1), 1);
    expect(truth).toEqual({ kind: 'labels', labels: ['a', 'c'] });
    expect(isRight(target, readOutput(target, Float32Array.of(0.9, 0.1, 0.8)), truth)).toBe(true);
    expect(isRight(target, readOutput(target, Float32Array.of(0.9, 0.6, 0.8)), truth)).toBe(false);
  });

  it('leaves the judgement of numbers to the reader', () => {
    const target = { task: { kind: 'regression' }, target: { format: 'values', size: 2 } } as const;
    expect(readTruth(target, Float32Array.of(1, 2, 3, 4), 1)).toEqual({ kind: 'values', values: [3, 4] });
    expect(isRight(target, readOutput(target, Float32Array.of(3, 4)), readTruth(target, Float32Array.of(3, 4), 0))).toBeNull();
  });

  it('gives numbers in the unit of the data set', () => {
    const target = {
      task: { kind: 'regression' },
      target: { format: 'values', size: 1, unit: '°C', scale: 10, offset: 5 },
    } as const;
    expect(readOutput(target, Float32Array.of(1.5))).toEqual({ kind: 'values', values: [20], unit: '°C' });
    expect(readTruth(target, Float32Array.of(0, -1), 1)).toEqual({ kind: 'values', values: [-5], unit: '°C' });
  });

  it('judges entities as a whole, however their first word is tagged, and frames one by one', () => {
    const tagging = {
      task: { kind: 'tagging' },
      target: { format: 'tags', length: 3, tags: ['O', 'B-X', 'I-X'], scheme: 'bio' },
    } as const;
    const tags = (bio: boolean, ...all: (string | null)[]) => ({ kind: 'tags' as const, tags: all, bio });
    expect(isRight(tagging, tags(true, 'I-X', 'O', 'B-X'), tags(true, 'B-X', 'O', null))).toBe(true);
    expect(isRight(tagging, tags(true, 'B-X', 'B-X', 'O'), tags(true, 'B-X', 'I-X', 'O'))).toBe(false);
    expect(isRight(tagging, tags(true, 'B-X', 'O', 'O'), tags(true, 'B-X', 'O', 'B-X'))).toBe(false);
    expect(isRight(tagging, tags(false, 'I-X', 'O', 'O'), tags(false, 'B-X', 'O', null))).toBe(false);
    expect(isRight(tagging, tags(false, 'B-X', 'O', 'O'), tags(false, 'B-X', 'O', null))).toBe(true);
  });

  it('takes the count of thresholds that are passed as the grade, and differences as probabilities', () => {
    const grades = { task: { kind: 'ordinal' }, target: { format: 'class', classes: ['low', 'middle', 'high'] } } as const;
    const predicted = readOutput(grades, Float32Array.of(0.75, 0.25));
    expect(predicted).toMatchObject({ kind: 'class', index: 1, label: 'middle', probability: 0.5 });
    expect(probabilitiesOf(grades, Float32Array.of(0.75, 0.25)).map(({ probability }) => probability)).toEqual([0.25, 0.5, 0.25]);
  });

  it('says nothing of an embedding', () => {
    const entry = { task: { kind: 'retrieval' }, target: { format: 'class', classes: ['a', 'b'] } } as const;
    expect(readOutput(entry, Float32Array.of(0.6, 0.8))).toEqual({ kind: 'embedding' });
    expect(probabilitiesOf(entry, Float32Array.of(0.6, 0.8))).toEqual([]);
  });

  it('reads yes or no that is learned as two classes, and two classes that are learned as yes or no', () => {
    const yesNo = { task: { kind: 'classification' }, target: { format: 'binary' } } as const;
    expect(readOutput(yesNo, Float32Array.of(0.25, 0.75))).toEqual({ kind: 'binary', yes: true, probability: 0.75 });
    const two = { task: { kind: 'binary' }, target: { format: 'class', classes: ['even', 'odd'] } } as const;
    expect(readOutput(two, Float32Array.of(0.25))).toEqual({ kind: 'class', index: 0, label: 'even', probability: 0.75 });
  });

  it('reads tags place by place, and judges them where there are tokens', () => {
    const entry = {
      task: { kind: 'tagging' },
      target: { format: 'tags', length: 3, tags: ['O', 'B-X'], scheme: 'bio' },
    } as const;
    const predicted = readOutput(entry, Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4));
    expect(predicted).toEqual({ kind: 'tags', tags: ['O', 'B-X', 'O'], bio: true });
    const truth = readTruth(entry, Int32Array.of(1, 1, 1, 0, 1, -1), 1);
    expect(truth).toEqual({ kind: 'tags', tags: ['O', 'B-X', null], bio: true });
    expect(isRight(entry, predicted, truth)).toBe(true);
    expect(isRight(entry, predicted, readTruth(entry, Int32Array.of(0, 0, -1), 0))).toBe(false);
  });

  it('reads sequences up to their end', () => {
    const vocabulary = ['', '<s>', '</s>', 'red', 'ball'];
    const entry = {
      task: { kind: 'generation' },
      target: { format: 'sequence', length: 3, vocabulary, previous: 'p' },
    } as const;
    expect(readTruth(entry, Int32Array.of(3, 4, 2), 0)).toEqual({ kind: 'tokens', words: ['red', 'ball'] });
    expect(wordsOf(vocabulary, [3, 2, 4])).toEqual(['red']);
  });

  it('judges a box where one of both sees nothing, and leaves the rest to the reader', () => {
    const entry = { task: { kind: 'detection' }, target: { format: 'box' } } as const;
    const box = (...numbers: number[]) => readOutput(entry, Float32Array.from(numbers));
    const truth = readTruth(entry, Float32Array.of(1, 0.5, 0.5, 0.25, 0.25, 0, 0, 0, 0, 0), 0);
    expect(box(0.9, 0.5, 0.5, 0.25, 0.5)).toMatchObject({ present: true, box: [0.5, 0.5, 0.25, 0.5] });
    expect(isRight(entry, box(0.9, 0.5, 0.5, 0.25, 0.25), truth)).toBeNull();
    expect(isRight(entry, box(0.1, 0.5, 0.5, 0.25, 0.25), truth)).toBe(false);
  });
});
