import { exerciseOf } from '../models/exercise.ts';
import { isPlain, type ModelSpec } from '../models/model.ts';
import type { Backend, Contender, Place } from './contender.ts';

const itself = () => null;
const onProcessor: readonly Place[] = ['Node', 'Chromium'];
const withThreads: readonly Place[] = [...onProcessor, 'Chromium, isolated'];
const inChromium: readonly Place[] = ['Chromium'];
const placesOf: Record<Exclude<Backend, 'JavaScript' | 'native'>, readonly Place[]> = {
  cpu: onProcessor,
  wasm: withThreads,
  webgpu: inChromium,
};
const tfjsBackends = ['cpu', 'wasm', 'webgpu'] as const;
const jaxBackends = ['wasm', 'webgpu'] as const;

/** What `LayersModel` cannot say of a model; tfjs 4 has attention for its GPT-2, and does not export it. */
export const lackedStockLayer = ({ trunk }: ModelSpec) =>
  trunk.some(({ kind }) => kind === 'transformer') ? 'tfjs offers no attention layer' : null;

const common = { substitute: itself, unchecked: null };

const ours: readonly Contender[] = [
  {
    ...common,
    id: 'wasm',
    name: 'our wasm executor',
    backend: 'wasm',
    party: 'ours',
    places: onProcessor,
    start: async (model, setup) => (await import('./ours.ts')).startWasm(exerciseOf(model), setup),
  },
  {
    ...common,
    id: 'wasm-threads',
    name: 'our wasm executor, threads',
    backend: 'wasm',
    party: 'ours',
    places: ['Chromium, isolated'],
    start: async (model, setup) => (await import('./ours.ts')).startWasmThreads(exerciseOf(model), setup),
  },
  {
    ...common,
    id: 'webgpu',
    name: 'our webgpu executor',
    backend: 'webgpu',
    party: 'ours',
    places: inChromium,
    start: async (model) => (await import('./ours.ts')).startWebgpu(exerciseOf(model)),
  },
  ...tfjsBackends.map(
    (backend): Contender => ({
      ...common,
      id: `tfjs-${backend}`,
      name: `our tfjs executor, ${backend}`,
      backend,
      party: 'ours',
      places: placesOf[backend],
      start: async (model, setup) => (await import('./ours.ts')).startTfjs(exerciseOf(model), setup, backend),
    }),
  ),
];

const stock: readonly Contender[] = tfjsBackends.flatMap((backend): Contender[] => [
  {
    ...common,
    id: `stock-layers-${backend}`,
    name: `tfjs trainOnBatch, ${backend}`,
    backend,
    party: 'tfjs',
    places: placesOf[backend],
    substitute: lackedStockLayer,
    start: async (model, setup) => (await import('./stock-layers.ts')).startStockLayers(model, setup, backend),
  },
  {
    ...common,
    id: `stock-core-${backend}`,
    name: `tfjs core loop, ${backend}`,
    backend,
    party: 'tfjs',
    places: placesOf[backend],
    start: async (model, setup) => (await import('./stock-core.ts')).startStockCore(model, setup, backend),
  },
]);

const jax: readonly Contender[] = jaxBackends.map((backend) => ({
  ...common,
  id: `jax-${backend}`,
  name: `jax-js jit, ${backend}`,
  backend,
  party: 'jax-js',
  places: placesOf[backend],
  start: async (model) => (await import('./jax.ts')).startJax(model, backend),
}));

const perExample: readonly Contender[] = [
  {
    id: 'brain',
    name: 'brain.js, online',
    backend: 'JavaScript',
    party: 'brain.js',
    places: onProcessor,
    substitute: (model) => (isPlain(model) ? null : 'brain.js trains one line of fully connected layers only'),
    unchecked: 'one output layer for all heads, relu on it too, squared error, an update after every example',
    start: async (model) => (await import('./brain.ts')).startBrain(model),
  },
  {
    id: 'per-example',
    name: 'per-example network after TensorFlow Playground',
    backend: 'JavaScript',
    party: 'per-example network',
    places: onProcessor,
    substitute(model) {
      if (!isPlain(model)) return 'TensorFlow Playground has one line of fully connected layers only';
      const words = 'it has no softmax and no Adam: squared error and plain SGD, its losses checked for those';
      return { model: { ...model, loss: 'squaredError', optimizer: 'sgd' }, words };
    },
    unchecked: null,
    start: async (model) => (await import('./per-example.ts')).startPerExample(model),
  },
];

/** Native, on as many threads: what a visitor has who leaves the browser. */
const native: readonly Contender[] = [1, 2].map((threads) => ({
  ...common,
  id: `torch-${threads}`,
  name: `PyTorch, ${threads === 1 ? '1 thread' : `${threads} threads`}`,
  backend: 'native',
  party: 'PyTorch',
  places: ['Node'],
  start: async (model, setup) => (await import('./torch-plain.ts')).startTorch(model, setup, threads),
}));

/** Everything that is compared: one more is one more entry. */
export const contenders: readonly Contender[] = [...ours, ...stock, ...jax, ...perExample, ...native];

export function contenderOf(id: string): Contender {
  const found = contenders.find((contender) => contender.id === id);
  if (!found) throw new Error(`There is no contender ${id}: ${contenders.map((contender) => contender.id).join(', ')}.`);
  return found;
}
