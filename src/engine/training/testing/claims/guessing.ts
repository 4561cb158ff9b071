import { sizeOf } from '../../../../core/program/shapes.ts';
import type { TrainingProgram } from '../../../../core/program/types.ts';
import { maskName, targetName } from '../../../../core/project/data-names.ts';
import type { Project, Task } from '../../../../core/project/schema.ts';
import type { TaskKindId } from '../../../../core/tasks/registry.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { randomStream } from '../../../../core/util/random.ts';
import type { DataBuffers, Executor, Session } from '../../../executors/executor.ts';

type Numbers = ArrayLike<number>;

/** Labels of one task on the rows that were trained on, one array a row; `size`: the numbers of a prediction. */
type Guess = (labels: readonly Numbers[], size: number) => (row: number) => Float32Array;

const constant = (values: Float32Array) => (): Float32Array => values;

function means(labels: readonly Numbers[], size: number): Float32Array {
  const sums = new Float64Array(size);
  for (const label of labels) for (let i = 0; i < size; i++) sums[i] = at(sums, i) + at(label, i) / labels.length;
  return Float32Array.from(sums);
}

/** How often each class stands at each of the places of a label; what is below 0 stands for none. */
function frequencies(labels: readonly Numbers[], size: number): Float32Array {
  const places = labels[0]?.length ?? 1;
  const width = size / places;
  const counts = new Float32Array(size);
  for (const label of labels) {
    for (let place = 0; place < places; place++) {
      const index = at(label, place);
      if (index >= 0) counts[place * width + index] = at(counts, place * width + index) + 1 / labels.length;
    }
  }
  return counts;
}

const commonest: Guess = (labels, size) => constant(frequencies(labels, size));
const average: Guess = (labels, size) => constant(means(labels, size));

/** The answer of each kind of task that looks at no input: the frequencies of the training labels, or their mean. */
export const guesses: Readonly<Record<TaskKindId, Guess>> = {
  classification: commonest,
  tagging: commonest,
  generation: commonest,
  binary: average,
  multiLabel: average,
  regression: average,
  reconstruction: average,
  ordinal: (labels, size) =>
    average(
      labels.map((label) => Float32Array.from({ length: size }, (_, k) => (at(label, 0) > k ? 1 : 0))),
      size,
    ),
  detection(labels, size) {
    const box = means(
      labels.filter((label) => at(label, 0) === 1),
      size,
    );
    return constant(Float32Array.from([at(means(labels, size), 0), ...box.subarray(1)]));
  },
  // Equal embeddings would all be neighbours: a place at random for each sample.
  retrieval: (_labels, size) => (row) => {
    const random = randomStream(row, 'guess');
    return Float32Array.from({ length: size }, () => random.normal());
  },
};

/** Labels of a task on these rows that have one. */
function labelsOf(task: Task, data: DataBuffers, rows: readonly number[]): Numbers[] {
  const mask = data[maskName(task.id)];
  const labels = data[targetName(task.id)] ?? data[`input:${task.target}`];
  invariant(mask && labels, `the task ${task.id} has labels`);
  const width = labels.length / mask.length;
  return rows.filter((row) => mask[row] === 1).map((row) => labels.subarray(row * width, (row + 1) * width));
}

/**
 * An executor that hands everything on to another, and takes down which rows were trained on. From `begin` on it answers with what guessing
 * gives: the same for every sample, whatever it shows.
 */
export function withGuessing(on: Executor, project: Project): { readonly executor: Executor; readonly begin: () => void } {
  let guessing = false;
  const trainedOn = new Set<number>();
  const taskOf = (id: string): Task => {
    const task = project.tasks.find((item) => item.id === id);
    invariant(task, `the document has the task ${id}`);
    return task;
  };
  async function load(program: TrainingProgram, data: DataBuffers): Promise<Session> {
    const session = await on.load(program, data);
    const answers = new Map<string, (row: number) => Float32Array>();
    const guessed = (id: string, size: number): ((row: number) => Float32Array) => {
      const task = taskOf(id);
      const answer = answers.get(id) ?? guesses[task.kind](labelsOf(task, data, [...trainedOn]), size);
      answers.set(id, answer);
      return answer;
    };
    const answered = (
      part: TrainingProgram['evaluate'],
      outputs: Record<string, Float32Array>,
      count: number,
      rowAt: (i: number) => number,
    ): Record<string, Float32Array> => {
      if (!guessing) return outputs;
      const all = { ...outputs };
      for (const { id, output } of program.tasks) {
        const value = part.outputs[output];
        if (value === undefined) continue;
        const size = sizeOf(at(part.values, value).shape.slice(1));
        const answer = guessed(id, size);
        const filled = new Float32Array(count * size);
        for (let i = 0; i < count; i++) filled.set(answer(rowAt(i)), i * size);
        all[output] = filled;
      }
      return all;
    };
    return {
      run(block) {
        for (const row of block.rows) trainedOn.add(row);
        return session.run(block);
      },
      evaluate: async (rows) => answered(program.evaluate, await session.evaluate(rows), rows.length, (i) => at(rows, i)),
      predict: async (feeds, count) => answered(program.predict, await session.predict(feeds, count), count, (i) => i),
      runBalanced: (block, weigh) => session.runBalanced(block, weigh),
      read: (buffer) => session.read(buffer),
      write: (buffer, numbers) => session.write(buffer, numbers),
      get reduced() {
        return session.reduced ?? null;
      },
      dispose: () => session.dispose(),
    };
  }
  return {
    executor: {
      id: on.id,
      backend: on.backend,
      device: on.device,
      lost: on.lost,
      load,
      dispose: () => undefined,
    },
    begin() {
      guessing = true;
    },
  };
}
