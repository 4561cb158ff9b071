import { classWeightsName, inputName, labelName, maskName } from '../../../core/project/data-names.ts';
import type { Examples } from '../../../core/runs/model-formats.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { FileTensor } from '../safetensors/tensors.ts';
import type { Network } from './network.ts';

/** What a project's reader of the data is told of it: by the names that inputs and tasks have there. */
export interface DataFacts {
  readonly seed: number;
  readonly inputs: readonly { readonly name: string; readonly ids: boolean; readonly pixels: boolean }[];
  readonly tasks: readonly {
    readonly name: string;
    readonly labels: string;
    readonly integers: boolean;
    readonly weighed: boolean;
  }[];
}

type Named = readonly [name: string, tensor: FileTensor];

/** Numbers that are whole 255ths as bytes, exactly; null where some are not. */
function asBytes(values: Float32Array | Int32Array): Uint8Array | null {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    const byte = Math.round(value * 255);
    if (byte < 0 || byte > 255 || Math.fround(byte / 255) !== value) return null;
    bytes[i] = byte;
  }
  return bytes;
}

/** The page's data as tensors of data.safetensors, and what their reader must know of them. Without examples there are no tensors. */
export function dataTensors(
  network: Network,
  examples: Examples | undefined,
  inputNames: ReadonlyMap<string, string>,
  taskNames: ReadonlyMap<string, string>,
): { readonly tensors: readonly Named[]; readonly facts: DataFacts } {
  const tensors: Named[] = [];
  const buffer = (name: string) => (examples ? ownValue(examples.data, name) : undefined);
  const held = (
    name: string,
    shape: readonly number[],
  ): { readonly data: FileTensor['data']; readonly pixels: boolean; readonly shape: readonly number[] } | null => {
    const values = buffer(name);
    if (!values) return null;
    const count = values.length / shape.reduce((product, extent) => product * extent, 1);
    const bytes = shape.length === 3 ? asBytes(values) : null;
    return { data: bytes ?? values, pixels: bytes !== null, shape: [count, ...shape] };
  };
  const inputs = network.inputs.map(({ info }) => {
    const name = inputNames.get(info.id) ?? info.id;
    const own = held(inputName(info.id), info.shape);
    if (own) tensors.push([`input.${name}`, { shape: own.shape, data: own.data }]);
    return { id: info.id, name, ids: info.dtype === 'i32', pixels: own?.pixels ?? false };
  });
  const tasks = network.tasks.map(({ task, kind, target, classWeights }) => {
    const name = taskNames.get(task.id) ?? task.id;
    const { shape, dtype } = kind.targetStorage(target);
    const of = labelName(task, target);
    const input = inputs.find(({ id }) => of === inputName(id));
    const labels = input ? `input.${input.name}` : `target.${name}`;
    const values = buffer(of);
    if (values && !input)
      tensors.push([
        labels,
        {
          shape: [
            values.length /
              Math.max(
                1,
                shape.reduce((a, b) => a * b, 1),
              ),
            ...shape,
          ],
          data: values,
        },
      ]);
    const mask = buffer(maskName(task.id));
    if (mask) tensors.push([`mask.${name}`, { shape: [mask.length], data: Uint8Array.from(mask) }]);
    const weights = buffer(classWeightsName(task.id));
    if (classWeights > 0 && weights) tensors.push([`class_weights.${name}`, { shape: [weights.length], data: weights }]);
    return { name, labels, integers: dtype === 'i32', weighed: classWeights > 0 };
  });
  if (examples) {
    for (const [name, rows] of Object.entries(examples.split))
      tensors.push([`split.${name}`, { shape: [rows.length], data: rows }]);
  }
  invariant(new Set(tensors.map(([name]) => name)).size === tensors.length, 'every tensor has a name of its own');
  return { tensors, facts: { seed: network.project.seed, inputs, tasks } };
}
