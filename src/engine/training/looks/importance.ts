import { featuresOf, tableLines } from '../../../core/data/table-lines.ts';
import { sizeOf } from '../../../core/program/shapes.ts';
import type { InputInfo } from '../../../core/project/signature.ts';
import type { Importance, InputValues } from '../../../core/runs/protocol.ts';
import { headlineOf } from '../../../core/tasks/task-kinds.ts';
import { at } from '../../../core/util/assert-never.ts';
import { diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import type { LocalizedText } from '../../../core/util/localized.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { permutation, randomStream } from '../../../core/util/random.ts';
import { carriedInputs, fedInputs } from '../decoding.ts';
import { takeNumbers, takeRows } from '../evaluate.ts';
import { type Predicting, predict } from '../predict-inputs.ts';

/** Of a split so many samples are looked at, the first ones. */
const mostRows = 2000;
/** So often each column is shuffled. */
const repeats = 3;

/** Numbers of an input that belong together. */
interface Column {
  readonly input: InputInfo;
  readonly title: LocalizedText;
  readonly first: number;
  readonly width: number;
}

/**
 * The columns of a table; a category or a text that has an input of its own is one, as a whole, and so is a number together with the mark that
 * says that it is missing.
 */
function columnsOf(input: InputInfo): Column[] {
  const { id, shape, dtype, title = { en: id, 'zh-CN': id } } = input;
  if (dtype === 'i32') return [{ input, title, first: 0, width: sizeOf(shape) }];
  const columns: Column[] = [];
  let whole: LocalizedText | undefined;
  for (const line of tableLines(featuresOf(input) ?? [])) {
    const of = line.kind === 'choice' ? undefined : line.feature.of;
    const last = columns.at(-1);
    if (last && of && of.en === whole?.en) columns.splice(-1, 1, { ...last, width: last.width + 1 });
    else if (line.kind === 'choice') columns.push({ input, title: line.title, first: line.index, width: line.options.length });
    else columns.push({ input, title: of ?? line.feature.title, first: line.index, width: 1 });
    whole = of;
  }
  return columns;
}

/** The same rows with the numbers of one column dealt out anew. */
function shuffled<V extends Float32Array | Int32Array>(
  values: V,
  count: number,
  { first, width }: Column,
  order: ArrayLike<number>,
): V {
  const size = values.length / count;
  const dealt = values.slice();
  for (let row = 0; row < count; row++) {
    const from = (order[row] ?? row) * size + first;
    dealt.set(values.subarray(from, from + width), row * size + first);
  }
  return dealt as V;
}

/**
 * Which column of a table serves which task: by how much its first metric gets worse on a split once the column's values are dealt out to other
 * samples (Breiman, 2001; Fisher et al., 2019), the mean of three shuffles. Refused where the model reads no table.
 */
export async function importanceOf(a: Predicting, split: 'train' | 'validation' | 'test'): Promise<Result<Importance>> {
  const { run, slices } = a;
  const { dataset, project, tasks } = run;
  const { count: all } = dataset.signature;
  const carried = carriedInputs(dataset.signature);
  const fed = fedInputs(run).filter(({ id }) => !carried.has(id));
  const columns = fed.flatMap(columnsOf);
  // A text alone has no columns to tell apart.
  if (columns.length < 2 && columns.every(({ input }) => input.dtype === 'i32'))
    return refused(diagnostic('answers.noTable', {}, 'page'));
  const rows = run.split[split].slice(0, mostRows);
  const count = rows.length;
  if (count === 0) return refused(diagnostic('answers.noSamples', {}, 'page'));
  const inputs: InputValues = Object.fromEntries(
    fed.map(({ id }) => [id, takeNumbers(ownValue(dataset.inputs, id) ?? new Float32Array(0), all, rows)]),
  );
  const judged = tasks.filter(({ kind }) => !kind.embeds && !kind.measureDecoded);
  const labels = judged.map(({ targets, mask }) => ({
    targets: takeNumbers(targets, all, rows),
    mask: takeRows(mask, all, rows, (size) => new Float32Array(size)),
  }));

  /** Every task's first metric, as something that is better when it is larger; NaN where it is undefined. */
  async function measured(given: InputValues): Promise<Result<number[]>> {
    const predicted = await predict(a, { inputs: given, count });
    if (!predicted.ok) return predicted;
    const { outputs } = predicted.value;
    return ok(
      judged.map(({ task, kind, target }, i) => {
        const own = ownValue(outputs, task.id) ?? new Float32Array(0);
        const info = headlineOf(task.kind, target);
        const { targets = new Float32Array(0), mask = new Float32Array(0) } = labels[i] ?? {};
        const value = kind.measure(target, { count, outputs: own, targets, mask })[info.id] ?? Number.NaN;
        return info.better === 'higher' ? value : -value;
      }),
    );
  }

  const whole = await measured(inputs);
  if (!whole.ok) return whole;
  const values = new Float32Array(columns.length * judged.length);
  for (const [c, column] of columns.entries()) {
    const own = ownValue(inputs, column.input.id);
    if (!own) continue;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = permutation(count, randomStream(project.seed, `importance ${column.input.id} ${column.first}`, repeat));
      const found = await measured({ ...inputs, [column.input.id]: shuffled(own, count, column, order) });
      if (!found.ok) return found;
      const before = whole.value;
      found.value.forEach((after, i) => {
        const place = c * judged.length + i;
        values[place] = (values[place] ?? 0) + (at(before, i) - after) / repeats;
      });
      await slices.pause();
    }
  }
  return ok({
    tasks: judged.map(({ task }) => task.id),
    columns: columns.map(({ title }) => title),
    values,
    rows: count,
  });
}
