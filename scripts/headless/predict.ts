import Papa from 'papaparse';
import { usedInputs } from '../../src/core/compile/inputs.ts';
import type { Project, Task } from '../../src/core/project/schema.ts';
import { type DataSignature, givenInputs } from '../../src/core/project/signature.ts';
import type { AnswerTo } from '../../src/core/runs/protocol.ts';
import { formatOf } from '../../src/core/tasks/formats/format-of.ts';
import { probabilitiesOf, type Readable, readLabel, readOutput, sayReading } from '../../src/core/tasks/reading.ts';
import { inLanguage } from '../../src/core/util/localized.ts';
import { ownValue } from '../../src/core/util/own-value.ts';
import { type Command, countOf, filesOf, Refused, shared, textOf } from './command.ts';
import { textIn, trainedModelIn, write } from './files.ts';
import { HeadlessRun } from './run.ts';
import { inputsFrom } from './table-inputs.ts';

type Predicted = AnswerTo<'predict'>;

/** The cells of one task and row, by the names of their columns. */
function cellsOf(
  task: Task,
  entry: Readable,
  output: Float32Array,
  decoded: Int32Array | undefined,
): Record<string, string | number> {
  if (decoded) return { [task.id]: sayReading(entry, readLabel(entry, decoded), 'en') };
  const numbers = formatOf(entry.target).numbers?.(entry.target);
  const reading = readOutput(entry, output);
  const words = numbers ? '' : sayReading(entry, reading, 'en');
  if (words !== '') {
    const shares = probabilitiesOf(entry, output).map(({ label, probability }) => [
      `${task.id} p(${inLanguage(label, 'en')})`,
      probability,
    ]);
    return { [task.id]: words, ...Object.fromEntries(shares) };
  }
  const { scale, offset } = numbers ?? { scale: 1, offset: 0 };
  const values = Array.from(output, (value) => value * scale + offset);
  return Object.fromEntries(values.map((value, i) => [values.length === 1 ? task.id : `${task.id} ${i + 1}`, value]));
}

/** A row per sample: what each task predicts in words or units, and probabilities beside it. */
function tableOf(project: Project, { targets }: DataSignature, { outputs, decoded = {} }: Predicted, count: number) {
  return Array.from({ length: count }, (_, row) => {
    const cells = project.tasks.flatMap((task) => {
      const target = targets.find(({ id }) => id === task.target);
      const output = ownValue(outputs, task.id);
      if (!target || !output) return [];
      const width = output.length / count;
      const written = ownValue(decoded, task.id);
      const length = (written?.length ?? 0) / count;
      const own = written?.subarray(row * length, (row + 1) * length);
      return Object.entries(cellsOf(task, { task, target }, output.subarray(row * width, (row + 1) * width), own));
    });
    return Object.fromEntries(cells);
  });
}

export const predict: Command = {
  name: 'predict',
  usage: 'MODEL DATA.csv',
  summary: 'predicts every task for the rows of a table: columns by their names, or flat numbers as the network reads them',
  options: {
    out: { type: 'string', help: 'the file that takes the predictions (CSV), in place of the standard output' },
    ...shared,
  },
  async run(world, files, given) {
    const [path = '', table = ''] = filesOf(files, 'a model', 'a table');
    const { project, weights } = await trainedModelIn(path);
    const trainer = world.createTrainer({ threads: countOf(given, 'threads') });
    try {
      const run = await HeadlessRun.load(trainer, project, { from: 'weights', weights });
      const signature = run.history.prepared?.signature;
      if (!signature) throw new Refused('the data set of the model is not known');
      const used = new Set(usedInputs(project.graph, signature).map(({ id }) => id));
      const inputs = givenInputs(signature).filter(({ id }) => used.has(id));
      const { values, count } = inputsFrom(textIn(table), inputs);
      const rows = tableOf(project, signature, await run.ask({ kind: 'predict', inputs: values, count }), count);
      const out = textOf(given, 'out');
      if (out !== undefined) write(out, `${Papa.unparse(rows)}\n`);
      else if (given.json === true) for (const row of rows) world.out(JSON.stringify(row));
      else world.out(Papa.unparse(rows));
    } finally {
      trainer.terminate();
    }
  },
};
