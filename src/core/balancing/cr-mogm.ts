import { z } from 'zod';
import { at, invariant } from '../util/assert-never.ts';
import type { FieldSpec } from '../util/field-spec.ts';
import {
  type BalancingMethod,
  isCombining,
  isPlain,
  type PlainMethod,
  type StepGramian,
  type Weighed,
  type WeighingMethod,
} from './contract.ts';

type Parameters = { readonly of: string; readonly kept: number };

/** Who gives weights. */
type Inner = PlainMethod | WeighingMethod;

const givesWeights = (method: BalancingMethod): method is Inner => !isCombining(method);

/** What another method says of a step, with its own published settings. */
function asked(inner: Inner, step: StepGramian, state: Float64Array): Weighed {
  const parameters = inner.schema.parse({});
  if (!isPlain(inner)) return inner.weigh(step, state, parameters);
  return { weights: inner.weigh(step, state, parameters), state: inner.learn?.(step, state, parameters) ?? state };
}

/**
 * w ← kept·w + (1 − kept)·ŵ, ŵ the weights of another method with its own published settings, w = ŵ in the first step. What it needs, what it promises
 * and what becomes of λ is as with that method, of which weights that are known before a step are chosen within it. State: [which method, as its
 * place among those that it can be, steps, w, its state].
 */
export function crMogm(all: readonly BalancingMethod[]): WeighingMethod<Parameters, 'cr-mogm'> {
  const inner = all.filter(givesWeights);
  const schema = z.strictObject({
    of: z.enum(inner.map(({ id }) => id)).default('upgrad'),
    kept: z.number().min(0).max(0.999).default(0.9),
  });
  const fields: readonly FieldSpec[] = [
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
  ];
  const variants = new Map(inner.map((method, place) => [method.id, smoothed(method, place)]));

  function smoothed(method: Inner, place: number): WeighingMethod<Parameters, 'cr-mogm'> {
    const own = method.schema.parse({});
    const { sets = 1, reads, lower, before } = isPlain(method) ? {} : method;
    const first = (taskCount: number): number => 2 + sets * taskCount;
    const fresh = (taskCount: number): Float64Array =>
      Float64Array.of(place, 0, ...new Float64Array(sets * taskCount), ...method.initialState(taskCount, own));
    /** A state, unless another method left it. */
    const mine = (state: Float64Array, taskCount: number): Float64Array => (at(state, 0) === place ? state : fresh(taskCount));
    return {
      id: 'cr-mogm',
      family: 'gradientDirections',
      honours: method.honours,
      needs: isPlain(method) ? 'losses' : method.needs,
      ...(method.offers ? { offers: method.offers } : {}),
      ...(method.everyStep || method.needs === 'pastLosses' ? { everyStep: true } : {}),
      ...(reads
        ? { reads: { ...reads, structural: ['of'], passes: () => reads.passes?.(own) ?? { whole: 1, forward: 0 } } }
        : {}),
      sets,
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
      schema,
      fields,
      variant: ({ of }) => variants.get(of),
      properties: () => method.properties(own),
      initialState: fresh,
      ...(lower ? { lower: (parts) => lower(parts, own) } : {}),
      ...(before
        ? { before: (step, state) => before(step, mine(state, step.taskCount).subarray(first(step.taskCount)), own) }
        : {}),
      weigh(step, state, { kept }) {
        const known = mine(state, step.taskCount);
        const start = first(step.taskCount);
        const steps = at(known, 1);
        const found = asked(method, step, known.subarray(start));
        const weights = found.weights.map((weight, i) => (steps > 0 ? kept * at(known, 2 + i) + (1 - kept) * weight : weight));
        return { weights, state: Float64Array.of(place, steps + 1, ...weights, ...found.state) };
      },
    };
  }

  const published = variants.get(schema.parse({}).of);
  invariant(published, 'there is the method that is smoothed where nothing else is said');
  return published;
}
