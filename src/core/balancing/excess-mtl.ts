import { z } from 'zod';
import { addedUp, diagonal, eachShared } from '../program/task-gradients/stacks.ts';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { rowSums } from './support/parts.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({ step: z.number().min(0.0001).max(10).default(0.01) });

/**
 * S ← S + g², e_i = Σ g²/√(S + 1e-7) over the shared parameters, in units of its first value; w ← T·w·e^(ηe)/Σ. As in LibMTL; TorchJD leaves e in
 * its own units and lets the weights add up to 1. State: [first e [T], w [T]]; S stands on the device.
 */
export const excessMtl: WeighingMethod<z.infer<typeof schema>, 'excess-mtl'> = {
  id: 'excess-mtl',
  family: 'gradientSizes',
  honours: 'factor',
  needs: 'gradients',
  reads: { batches: [], weighsOwn: true },
  text: {
    title: { en: 'Excess risk (ExcessMTL)', 'zh-CN': '超额风险（ExcessMTL）' },
    brief: {
      en: 'Gives weight to tasks that can still improve, not to those whose labels are noisy.',
      'zh-CN': '把权重给仍能改进的任务，而不是标签有噪声的任务。',
    },
    more: {
      en: 'How far a task is from the best it can do is estimated from its gradient, each number in proportion to those before it; a high loss that no gradient lowers counts for nothing. Weights only grow by how they compare, and change slowly.',
      'zh-CN':
        '用梯度（每个分量与其历史之比）估计任务离自身最优还有多远；梯度无法降低的高损失不计。权重取决于相互比较，变化缓慢。',
    },
  },
  helps: {
    en: 'When labels of some tasks are noisy, so that a high loss does not mean much to learn.',
    'zh-CN': '某些任务的标签有噪声，损失高并不意味着还有很多可学时。',
  },
  formula: String.raw`w_i \leftarrow \frac{w_i e^{\eta e_i}}{\sum_j w_j e^{\eta e_j}}, \qquad e_i = \sum_k \frac{g_{ik}^2}{\sqrt{S_{ik}}}, \qquad S_{ik} \leftarrow S_{ik} + g_{ik}^2`,
  paper: { title: 'Robust Multi-Task Learning with Excess Risks', venue: 'ICML', year: 2024 },
  schema,
  fields: [weightRate({ name: 'step', max: 10, step: 0.01 })],
  properties: () => ['permutationInvariant', 'linear'],
  initialState: (taskCount) => Float64Array.from({ length: 2 * taskCount }, (_, i) => (i < taskCount ? 0 : 1)),
  lower(parts) {
    const { b, own, taskCount } = parts;
    const before = parts.kept('S', own.stacks);
    const sums = eachShared(own.stacks, ({ tensor }, i) => b.add2(before[i]?.tensor ?? tensor, b.unary('square', tensor)));
    parts.keep('S', sums);
    const excess = rowSums(b, own.stacks, (gradient, i) => {
      const sum = sums[i]?.tensor ?? gradient;
      return b.div(b.unary('square', gradient), b.unary('sqrt', b.add2(sum, b.scalar(1e-7))));
    });
    return { numbers: diagonal(b, addedUp(b, excess, taskCount)), weighs: [own.stacks], heads: 'nominal' };
  },
  weigh({ gramian, taskCount }, state, { step }) {
    const excess = Float64Array.from({ length: taskCount }, (_, i) => at(gramian, i * (taskCount + 1)));
    // Of a task that had no label yet, the first value is still to come.
    const first = excess.map((value, i) => (at(state, i) > 0 ? at(state, i) : value));
    const powers = excess.map(
      (value, i) => Math.log(at(state, taskCount + i)) + (at(first, i) > 0 ? (step * value) / at(first, i) : 0),
    );
    const largest = Math.max(...powers);
    const grown = powers.map((power) => Math.max(Math.exp(power - largest), Number.MIN_VALUE));
    const sum = grown.reduce((total, value) => total + value, 0);
    const weights = grown.map((value) => Math.max((taskCount * value) / sum, Number.MIN_VALUE));
    return { weights, state: Float64Array.of(...first, ...weights) };
  },
};
