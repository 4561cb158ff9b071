import { formatOf } from '../formats/format-of.ts';
import { isRight, type Readable, readOutput, readTruth } from '../reading.ts';
import type { Answer } from './calibration.ts';
import type { YesOrNo } from './threshold.ts';

/** What a task said of some samples: predictions [count, ...], truth as stored, 1 where there is a label, losses where there are any. */
export interface TaskAnswers {
  readonly outputs: Float32Array;
  readonly truth: Float32Array | Int32Array;
  readonly labelled: Float32Array;
  readonly losses: Float32Array | null;
}

const rowsOf = ({ labelled }: TaskAnswers): number[] => [...labelled.keys()].filter((row) => labelled[row] === 1);

export function outputOf({ outputs, labelled }: TaskAnswers, row: number): Float32Array {
  const size = outputs.length / labelled.length;
  return outputs.subarray(row * size, (row + 1) * size);
}

/** Answers with their probabilities, of a task that has them: one class, yes or no. null for all others. */
export function answersOf(entry: Readable, answers: TaskAnswers): readonly Answer[] | null {
  if (entry.target.format !== 'class' && entry.target.format !== 'binary') return null;
  return rowsOf(answers).flatMap((row): Answer[] => {
    const said = readOutput(entry, outputOf(answers, row));
    const right = isRight(entry, said, readTruth(entry, answers.truth, row));
    if (right === null) return [];
    if (said.kind === 'class') return [{ probability: said.probability, right }];
    return said.kind === 'binary' ? [{ probability: said.yes ? said.probability : 1 - said.probability, right }] : [];
  });
}

/** The probabilities of yes of a task with yes or no, or with two classes, of which the second is yes. null for all others. */
export function yesOrNo(entry: Readable, answers: TaskAnswers): readonly YesOrNo[] | null {
  const { target } = entry;
  if (target.format !== 'binary' && !(target.format === 'class' && target.classes.length === 2)) return null;
  return rowsOf(answers).flatMap((row): YesOrNo[] => {
    const [said, truth] = [readOutput(entry, outputOf(answers, row)), readTruth(entry, answers.truth, row)];
    if (said.kind === 'binary' && truth.kind === 'binary') return [{ probability: said.probability, yes: truth.yes }];
    if (said.kind !== 'class' || truth.kind !== 'class') return [];
    return [{ probability: said.index === 1 ? said.probability : 1 - said.probability, yes: truth.index === 1 }];
  });
}

/** A number as it is and as it was predicted, in the unit of the data. */
export interface Pair {
  readonly truth: number;
  readonly predicted: number;
}

/** Of a task that predicts one number; null for all others. */
export function pairsOf(entry: Readable, answers: TaskAnswers): readonly Pair[] | null {
  const { target } = entry;
  const scale = formatOf(target).numbers?.(target);
  if (target.format !== 'values' || target.size !== 1 || !scale) return null;
  const shown = (stored: number | undefined): number => (stored ?? Number.NaN) * scale.scale + scale.offset;
  return rowsOf(answers).map((row) => ({ truth: shown(answers.truth[row]), predicted: shown(answers.outputs[row]) }));
}

/** The labelled samples whose loss is largest, the worst first; none where losses depend on other samples. */
export function worstOf(answers: TaskAnswers, most: number): readonly { readonly row: number; readonly loss: number }[] {
  const { losses } = answers;
  if (!losses) return [];
  return rowsOf(answers)
    .map((row) => ({ row, loss: losses[row] ?? 0 }))
    .sort((a, b) => b.loss - a.loss)
    .slice(0, most);
}
