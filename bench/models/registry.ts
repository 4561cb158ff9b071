import type { ModelSpec } from './model.ts';

const mlp = {
  input: [784],
  trunk: [{ kind: 'dense', units: 256 }],
  mixture: null,
  loss: 'crossEntropy',
  optimizer: 'adam',
  batch: 64,
  checkedSteps: 6,
  everywhere: true,
} as const;

const larger = {
  heads: [10, 5],
  loss: 'crossEntropy',
  optimizer: 'adam',
  batch: 64,
  checkedSteps: 3,
  everywhere: false,
} as const;

/** The models of the bench: one more is one more entry. */
export const models: readonly ModelSpec[] = [
  { ...mlp, id: 'A', title: 'A: 784 → 256 relu, heads of 10 and 5, cross entropy, batch 64, Adam', heads: [10, 5] },
  {
    ...mlp,
    id: 'A5',
    title: 'A5: A with 5 heads of 10 and 5 in turn',
    heads: [10, 5, 10, 5, 10],
    checkedSteps: 3,
    everywhere: false,
    pairsOnly: true,
  },
  {
    ...mlp,
    id: 'A10',
    title: 'A10: A with 10 heads of 10 and 5 in turn',
    heads: [10, 5, 10, 5, 10, 5, 10, 5, 10, 5],
    checkedSteps: 3,
    everywhere: false,
  },
  {
    id: 'B',
    title: 'B: 2 → 8 → 8 relu, two heads of 1, squared error, batch 32, Adam',
    input: [2],
    trunk: [
      { kind: 'dense', units: 8 },
      { kind: 'dense', units: 8 },
    ],
    mixture: null,
    heads: [1, 1],
    loss: 'squaredError',
    optimizer: 'adam',
    batch: 32,
    checkedSteps: 20,
    everywhere: true,
  },
  {
    id: 'CNN',
    title: 'CNN: 28×28, convolutions of 8 and 16 (3×3, relu, each with a 2×2 pool), dense 64, heads of 10 and 5, batch 64, Adam',
    input: [28, 28, 1],
    trunk: [
      { kind: 'conv', filters: 8 },
      { kind: 'pool' },
      { kind: 'conv', filters: 16 },
      { kind: 'pool' },
      { kind: 'flatten' },
      { kind: 'dense', units: 64 },
    ],
    mixture: null,
    ...larger,
  },
  {
    id: 'TRANSFORMER',
    title:
      'TRANSFORMER: 32 positions × 32, one pre-norm block (2 heads of attention, GELU 64), mean over positions, heads of 10 and 5, batch 64, Adam',
    input: [32, 32],
    trunk: [{ kind: 'transformer', heads: 2, hidden: 64 }, { kind: 'average' }],
    mixture: null,
    ...larger,
    checkedSteps: 2,
  },
  {
    id: 'GRU',
    title: 'GRU: 32 steps × 16, GRU of 32 units, its last state, heads of 10 and 5, batch 64, Adam',
    input: [32, 16],
    trunk: [{ kind: 'gru', units: 32 }],
    mixture: null,
    ...larger,
  },
  {
    id: 'MMOE',
    title:
      'MMOE: 64 → 4 experts of 64 relu, a softmax gate and a tower of 32 relu per task, heads of 10, 5 and 3, batch 64, Adam',
    input: [64],
    trunk: [],
    mixture: { experts: 4, units: 64, tower: 32 },
    ...larger,
    heads: [10, 5, 3],
  },
  {
    ...mlp,
    id: 'MLP-L',
    title: 'MLP-L: 784 → 1024 → 1024 relu, heads of 10 and 5, batch 256, Adam',
    trunk: [
      { kind: 'dense', units: 1024 },
      { kind: 'dense', units: 1024 },
    ],
    ...larger,
    batch: 256,
    checkedSteps: 2,
    nativeOnly: true,
  },
  {
    id: 'CNN-L',
    title:
      'CNN-L: 64×64×3, convolutions of 32, 64 and 128 (3×3, relu, each with a 2×2 pool), dense 64, heads of 10 and 5, batch 16, Adam',
    input: [64, 64, 3],
    trunk: [
      { kind: 'conv', filters: 32 },
      { kind: 'pool' },
      { kind: 'conv', filters: 64 },
      { kind: 'pool' },
      { kind: 'conv', filters: 128 },
      { kind: 'pool' },
      { kind: 'flatten' },
      { kind: 'dense', units: 64 },
    ],
    mixture: null,
    ...larger,
    batch: 16,
    checkedSteps: 2,
    samples: 256,
    nativeOnly: true,
  },
];

export function modelOf(id: string): ModelSpec {
  const found = models.find((model) => model.id === id);
  if (!found) throw new Error(`There is no model ${id}: ${models.map((model) => model.id).join(', ')}.`);
  return found;
}
