import type { InputInfo } from '../../../core/project/signature.ts';
import type { OcclusionMaps } from '../../../core/runs/protocol.ts';
import { readOutput } from '../../../core/tasks/reading.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { diagnostic, ok, type Result, refused } from '../../../core/util/diagnostics.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { carriedInputs, fedInputs } from '../decoding.ts';
import { type EvaluatedTask, takeNumbers } from '../evaluate.ts';
import { type Predicting, predict } from '../predict-inputs.ts';

/** A patch covers about so many times its side of the image's shorter side. */
const patchesPerSide = 7;
/** Pictures that are predicted for at once. */
const atOnce = 64;

const isImage = ({ dtype, shape }: InputInfo): boolean => dtype === 'f32' && shape.length === 3;

/** How sure a task is of what it says of the whole picture; of numbers, minus how far it is from what it says then. */
function scoreOf({ task, target }: EvaluatedTask, whole: Float32Array): ((output: Float32Array) => number) | null {
  if (taskKinds[task.kind].embeds) return null;
  const said = readOutput({ task, target }, whole);
  const entry = { task, target };
  if (said.kind === 'class') {
    const { decide } = taskKinds[task.kind];
    return (output) => (decide ? decide(output).probabilities[said.index] : output[said.index]) ?? 0;
  }
  if (said.kind === 'binary') {
    return (output) => {
      const now = readOutput(entry, output);
      return now.kind !== 'binary' ? 0 : said.yes ? now.probability : 1 - now.probability;
    };
  }
  return (output) => -Math.sqrt(output.reduce((sum, value, i) => sum + (value - (whole[i] ?? 0)) ** 2, 0));
}

/**
 * Where a picture holds what each task goes by: how much surer a task is of its answer than it is once a patch of the picture is covered with
 * the picture's mean (Zeiler and Fergus, 2014). Refused where the model reads no picture.
 */
export async function occlusionOf(a: Predicting, row: number): Promise<Result<OcclusionMaps>> {
  const { run, slices } = a;
  const { dataset, tasks } = run;
  const carried = carriedInputs(dataset.signature);
  const fed = fedInputs(run).filter(({ id }) => !carried.has(id));
  const image = fed.find(isImage);
  if (!image) return refused(diagnostic('answers.noPicture', {}, 'page'));
  const { count } = dataset.signature;
  const one = (id: string) => takeNumbers(ownValue(dataset.inputs, id) ?? new Float32Array(0), count, Int32Array.of(row));
  const pixels = Float32Array.from(one(image.id));
  const [height = 1, width = 1, channels = 1] = image.shape;
  const patch = Math.max(2, Math.round(Math.min(height, width) / patchesPerSide));
  const stride = Math.max(1, Math.ceil(patch / 2));
  const [rows, columns] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const means = Array.from({ length: channels }, (_, c) => {
    let sum = 0;
    for (let i = c; i < pixels.length; i += channels) sum += pixels[i] ?? 0;
    return sum / (height * width);
  });

  function covered(place: number): Float32Array {
    const made = pixels.slice();
    const [top, left] = [Math.floor(place / columns) * stride, (place % columns) * stride];
    for (let y = top; y < Math.min(height, top + patch); y++)
      for (let x = left; x < Math.min(width, left + patch); x++)
        for (let c = 0; c < channels; c++) made[(y * width + x) * channels + c] = means[c] ?? 0;
    return made;
  }

  async function said(pictures: readonly Float32Array[]) {
    const inputs = Object.fromEntries(
      fed.map(({ id }) => {
        const own = one(id);
        const all =
          own instanceof Float32Array
            ? new Float32Array(own.length * pictures.length)
            : new Int32Array(own.length * pictures.length);
        pictures.forEach((picture, i) => {
          all.set(id === image?.id ? picture : own, i * own.length);
        });
        return [id, all];
      }),
    );
    return predict(a, { inputs, count: pictures.length });
  }

  const first = await said([pixels]);
  if (!first.ok) return first;
  const scores = tasks.flatMap((task) => {
    const whole = ownValue(first.value.outputs, task.task.id);
    const score = whole && scoreOf(task, whole);
    return score ? [{ id: task.task.id, score, base: score(whole), map: new Float32Array(rows * columns) }] : [];
  });
  for (let start = 0; start < rows * columns; start += atOnce) {
    const places = Array.from({ length: Math.min(atOnce, rows * columns - start) }, (_, i) => start + i);
    const found = await said(places.map(covered));
    if (!found.ok) return found;
    for (const { id, score, base, map } of scores) {
      const outputs = ownValue(found.value.outputs, id) ?? new Float32Array(0);
      const size = outputs.length / places.length;
      places.forEach((place, i) => {
        map[place] = base - score(outputs.subarray(i * size, (i + 1) * size));
      });
    }
    await slices.pause();
  }
  return ok({ rows, columns, maps: Object.fromEntries(scores.map(({ id, map }) => [id, map])) });
}
