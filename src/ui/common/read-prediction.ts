import type { Task } from '../../core/project/schema.ts';
import { endToken, noTag, paddingToken, storedWidth } from '../../core/tasks/formats.ts';
import { indexOfLargest } from '../../core/tasks/metrics/confusion.ts';
import { countEntities } from '../../core/tasks/metrics/entities.ts';
import { rankOf } from '../../core/tasks/metrics/ranks.ts';
import type { TargetFormat } from '../../core/tasks/types.ts';
import { assertNever, at } from '../../core/util/assert-never.ts';

/** Centre x, centre y, width, height, as fractions of the image. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** One label, as it was predicted or as it is. */
export type Reading =
  | { readonly kind: 'class'; readonly label: string; readonly index: number; readonly probability: number }
  | { readonly kind: 'binary'; readonly yes: boolean; readonly probability: number }
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  /** In `unit`, where the data set knows one. */
  | { readonly kind: 'values'; readonly values: readonly number[]; readonly unit?: string | undefined }
  /** One tag per token; null where there is no token. `bio`: they mark entities, which count as a whole. */
  | { readonly kind: 'tags'; readonly tags: readonly (string | null)[]; readonly bio: boolean }
  /** Up to the end token, which is left out. */
  | { readonly kind: 'tokens'; readonly words: readonly string[] }
  | { readonly kind: 'box'; readonly present: boolean; readonly probability: number; readonly box: Box }
  | { readonly kind: 'input'; readonly values: Float32Array }
  /** An embedding says nothing by itself: its neighbours do. */
  | { readonly kind: 'embedding' };

/** What reading needs to know of a task. */
export interface Readable {
  readonly task: Pick<Task, 'kind'>;
  readonly target: TargetFormat;
}

/** The words of a generated or true sequence. */
export function wordsOf(vocabulary: readonly string[], tokens: ArrayLike<number>): string[] {
  const all = Array.from(tokens);
  const end = all.findIndex((token) => token === endToken || token === paddingToken);
  return (end < 0 ? all : all.slice(0, end)).map((token) => vocabulary[token] ?? '?');
}

/** The most probable of `choices` at each of the places that a row of outputs [places, choices] is about. */
const mostProbable = (output: Float32Array, choices: number): number[] =>
  Array.from({ length: output.length / choices }, (_, place) =>
    indexOfLargest(output.subarray(place * choices, (place + 1) * choices)),
  );

const boxOf = (numbers: ArrayLike<number>): Box => [at(numbers, 1), at(numbers, 2), at(numbers, 3), at(numbers, 4)];

/** Numbers as the reader gets them, in the target's unit. */
const shownValues = (
  { scale = 1, offset = 0 }: Extract<TargetFormat, { format: 'values' }>,
  stored: ArrayLike<number>,
): number[] => Array.from(stored, (value) => value * scale + offset);

/** Predicted tags, null where the truth has no token. */
export const whereThereAreTokens = (
  predicted: readonly (string | null)[],
  truth: readonly (string | null)[],
): (string | null)[] => predicted.map((tag, i) => (truth[i] === null ? null : tag));

/** The probability of each class of an ordinal task, from the cumulative ones: p(k) = p(above k−1) − p(above k). */
function gradeProbabilities(above: Float32Array): number[] {
  const edges = [1, ...above, 0];
  return edges.slice(1).map((edge, k) => Math.max(0, at(edges, k) - edge));
}

/** The probability of each class of a target, however the task predicts it; null for an embedding. */
export function classProbabilities({ task }: Readable, output: Float32Array): readonly number[] | null {
  if (task.kind === 'retrieval') return null;
  return task.kind === 'ordinal' ? gradeProbabilities(output) : [...output];
}

/** What a task's output for one sample says: `output` is one row of what `activate` gives. */
export function readOutput(entry: Readable, output: Float32Array): Reading {
  const { task, target } = entry;
  switch (target.format) {
    case 'class': {
      const probabilities = classProbabilities(entry, output);
      if (probabilities === null) return { kind: 'embedding' };
      const index = task.kind === 'ordinal' ? rankOf(output) : indexOfLargest(probabilities);
      // A binary task may learn two classes by one probability.
      if (task.kind === 'binary') {
        const second = at(output, 0) >= 0.5 ? 1 : 0;
        const probability = second === 1 ? at(output, 0) : 1 - at(output, 0);
        return { kind: 'class', index: second, label: at(target.classes, second), probability };
      }
      return { kind: 'class', index, label: target.classes[index] ?? String(index), probability: at(probabilities, index) };
    }
    case 'binary': {
      // Classification learns yes or no as two classes.
      const probability = at(output, output.length - 1);
      return { kind: 'binary', yes: probability >= 0.5, probability };
    }
    case 'multiLabel':
      return { kind: 'labels', labels: target.labels.filter((_, i) => at(output, i) >= 0.5) };
    case 'values':
      return { kind: 'values', values: shownValues(target, output), unit: target.unit };
    case 'tags':
      return {
        kind: 'tags',
        tags: mostProbable(output, target.tags.length).map((tag) => at(target.tags, tag)),
        bio: target.scheme === 'bio',
      };
    case 'sequence':
      return { kind: 'tokens', words: wordsOf(target.vocabulary, mostProbable(output, target.vocabulary.length)) };
    case 'box':
      return { kind: 'box', present: at(output, 0) >= 0.5, probability: at(output, 0), box: boxOf(output) };
    case 'input':
      return { kind: 'input', values: output };
    default:
      return assertNever(target);
  }
}

/** The truth of sample `row`, from the labels as they are stored. */
export function readTruth({ target }: Readable, stored: Float32Array | Int32Array, row: number): Reading {
  const width = storedWidth(target);
  const own = stored.subarray(row * width, (row + 1) * width);
  switch (target.format) {
    case 'class': {
      const index = at(own, 0);
      return { kind: 'class', index, label: target.classes[index] ?? String(index), probability: 1 };
    }
    case 'binary':
      return { kind: 'binary', yes: at(own, 0) >= 0.5, probability: at(own, 0) };
    case 'multiLabel':
      return { kind: 'labels', labels: target.labels.filter((_, i) => at(own, i) >= 0.5) };
    case 'values':
      return { kind: 'values', values: shownValues(target, own), unit: target.unit };
    case 'tags':
      return {
        kind: 'tags',
        tags: Array.from(own, (tag) => (tag === noTag ? null : at(target.tags, tag))),
        bio: target.scheme === 'bio',
      };
    case 'sequence':
      return { kind: 'tokens', words: wordsOf(target.vocabulary, own) };
    case 'box':
      return { kind: 'box', present: at(own, 0) >= 0.5, probability: at(own, 0), box: boxOf(own) };
    case 'input':
      return { kind: 'input', values: Float32Array.from(own) };
    default:
      return assertNever(target);
  }
}

const equal = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** Whether a prediction is right; null where that is a matter of degree. */
export function isRight(predicted: Reading, truth: Reading): boolean | null {
  if (predicted.kind === 'class' && truth.kind === 'class') return predicted.index === truth.index;
  if (predicted.kind === 'binary' && truth.kind === 'binary') return predicted.yes === truth.yes;
  if (predicted.kind === 'labels' && truth.kind === 'labels') {
    return predicted.labels.length === truth.labels.length && predicted.labels.every((label) => truth.labels.includes(label));
  }
  if (predicted.kind === 'tags' && truth.kind === 'tags') {
    const shown = whereThereAreTokens(predicted.tags, truth.tags);
    if (!truth.bio) return equal(shown, truth.tags);
    const { actual, predicted: found, correct } = countEntities(truth.tags, shown);
    return actual === correct && found === correct;
  }
  if (predicted.kind === 'tokens' && truth.kind === 'tokens') return equal(predicted.words, truth.words);
  if (predicted.kind === 'box' && truth.kind === 'box' && !(predicted.present && truth.present)) {
    return predicted.present === truth.present;
  }
  return null;
}
