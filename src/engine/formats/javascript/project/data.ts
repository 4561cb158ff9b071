import type { DataFacts } from '../../code/data-tensors.ts';
import { textLiteral } from '../../code/identifiers.ts';
import { javascript } from '../source.ts';

const list = (names: readonly string[]): string => `[${names.map(textLiteral).join(', ')}]`;

/** data.js */
export function dataFile({ inputs, tasks }: DataFacts): string {
  const labels = tasks.map(({ name, labels: tensor }) => `${textLiteral(name)}: ${textLiteral(tensor)}`).join(', ');
  return javascript`
    import * as tf from '@tensorflow/tfjs';

    const INPUTS = ${list(inputs.map(({ name }) => name))};
    const IDS = new Set(${list(inputs.filter(({ ids }) => ids).map(({ name }) => name))}); // inputs of token ids
    const PIXELS = new Set(${list(inputs.filter(({ pixels }) => pixels).map(({ name }) => name))}); // inputs kept as bytes: 255 is 1
    const LABELS = { ${labels} }; // the tensor with the labels of every task
    const CLASSES = new Set(${list(tasks.filter(({ integers }) => integers).map(({ name }) => name))}); // tasks whose labels are whole numbers
    const WEIGHED = new Set(${list(tasks.filter(({ weighed }) => weighed).map(({ name }) => name))}); // tasks whose classes are weighed

    /** The page's data set and its split. */
    export class Data {
      /** What readTensors made of data.safetensors. */
      constructor(tensors) {
        this.tensors = tensors;
        this.splits = Object.fromEntries(['train', 'validation', 'test'].map((name) => [name, tensors['split.' + name].data]));
      }

      /** The rows of a tensor. */
      take(name, rows, type, scale = 1) {
        const { shape, data } = this.tensors[name];
        const size = shape.slice(1).reduce((product, extent) => product * extent, 1);
        const values = new (type === 'int32' ? Int32Array : Float32Array)(rows.length * size);
        for (let i = 0; i < rows.length; i++) {
          for (let k = 0; k < size; k++) values[i * size + k] = data[rows[i] * size + k] / scale;
        }
        return tf.tensor(values, [rows.length, ...shape.slice(1)], type);
      }

      real(name, rows) {
        return this.take(name, rows, 'float32', PIXELS.has(name.replace(/^input\./, '')) ? 255 : 1);
      }

      /** Inputs by name [rows, ...]; by task labels [rows, ...], masks [rows], 1 where a sample has a label, and the weights of classes. */
      batch(rows) {
        const [inputs, labels, masks, classWeights] = [{}, {}, {}, {}];
        for (const name of INPUTS) {
          inputs[name] = IDS.has(name) ? this.take('input.' + name, rows, 'int32') : this.real('input.' + name, rows);
        }
        for (const [task, tensor] of Object.entries(LABELS)) {
          labels[task] = CLASSES.has(task) ? this.take(tensor, rows, 'int32') : this.real(tensor, rows);
          masks[task] = this.take('mask.' + task, rows, 'float32');
          classWeights[task] = WEIGHED.has(task) ? tf.tensor(this.tensors['class_weights.' + task].data) : null;
        }
        return { inputs, labels, masks, classWeights };
      }
    }
  `;
}
