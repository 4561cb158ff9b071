import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';

type Parameters = { readonly of: string; readonly kept: number };

type Inner = WeighingMethod;

/** Whose weights are known within a step from its losses and Gramian, and follow λ as factors. */
const canBeSmoothed = ({ needs, honours, reads }: Inner): boolean =>
  (needs === 'losses' || needs === 'gramian') && !reads && (honours === 'factor' || honours === 'scaling');

/**
 * w ← kept·w + (1 − kept)·ŵ, ŵ the weights of another method with its own published settings, w = ŵ in the first step. State: [which method, as its
 * place among those that it can be, steps, w [T], its state].
 */
export function crMogm(all: readonly Inner[]): WeighingMethod<Parameters, 'cr-mogm'> {
  const inner = all.filter(canBeSmoothed);
  const chosen = (id: string): Inner => inner.find((one) => one.id === id) ?? at(inner, 0);
  const fresh = (method: Inner, taskCount: number): Float64Array =>
    Float64Array.of(
      inner.indexOf(method),
      0,
      ...new Float64Array(taskCount),
      ...method.initialState(taskCount, method.schema.parse({})),
    );
  return {
    id: 'cr-mogm',
    family: 'gradientDirections',
    honours: 'scaling',
    needs: 'gramian',
    text: {
      title: { en: 'Smoothed weights (CR-MOGM)', 'zh-CN': '平滑权重（CR-MOGM）' },
      brief: {
        en: 'Takes the weights of another method, and lets them change slowly.',
        'zh-CN': '采用另一种方法的权重，但让它们缓慢变化。',
      },
      more: {
        en: 'A running mean of the weights keeps the noise of single batches out of them, which most methods that look at gradients assume away. What the other method promises of every step no longer holds of each.',
        'zh-CN': '对权重取滑动平均，去掉单个批次的噪声，而多数看梯度的方法假定没有噪声。另一种方法对每一步的承诺不再逐步成立。',
      },
    },
    helps: {
      en: 'When the weights of another method jump from batch to batch.',
      'zh-CN': '另一种方法的权重在批次之间跳动时。',
    },
    formula: String.raw`w \leftarrow \beta w + (1 - \beta)\, \hat w`,
    paper: {
      title: 'On the Convergence of Stochastic Multi-Objective Gradient Manipulation and Beyond',
      venue: 'NeurIPS',
      year: 2022,
    },
    schema: z.strictObject({
      of: z.enum(inner.map(({ id }) => id)).default('upgrad'),
      kept: z.number().min(0).max(0.999).default(0.9),
    }),
    fields: [
      {
        name: 'of',
        title: { en: 'Weights of', 'zh-CN': '权重来自' },
        help: { en: 'The method whose weights are smoothed.', 'zh-CN': '其权重被平滑的方法。' },
        control: 'choice',
        options: inner.map(({ id, text }) => ({ value: id, title: text.title })),
      },
      {
        name: 'kept',
        title: { en: 'Kept from the step before', 'zh-CN': '保留上一步的比例' },
        help: { en: '0: the other method unchanged.', 'zh-CN': '0 表示另一种方法保持原样。' },
        control: 'number',
        min: 0,
        max: 0.999,
        step: 0.05,
      },
    ],
    properties: ({ of }) =>
      chosen(of)
        .properties(chosen(of).schema.parse({}))
        .filter((property) => property !== 'linear' || chosen(of).honours === 'scaling'),
    initialState: (taskCount, { of }) => fresh(chosen(of), taskCount),
    weigh(step, state, { of, kept }) {
      const method = chosen(of);
      const { taskCount } = step;
      const before = at(state, 0) === inner.indexOf(method) ? state : fresh(method, taskCount);
      const steps = at(before, 1);
      const found = method.weigh(step, before.subarray(2 + taskCount), method.schema.parse({}));
      const weights = found.weights.map((weight, i) => (steps > 0 ? kept * at(before, 2 + i) + (1 - kept) * weight : weight));
      return { weights, state: Float64Array.of(at(fresh(method, taskCount), 0), steps + 1, ...weights, ...found.state) };
    },
  };
}
