import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import { permutation } from '../util/random.ts';
import type { WeighingMethod } from './contract.ts';

const schema = z.strictObject({ beta: z.number().min(0).max(1).default(0.5) });

/** What the similarity that is usual may come to: at 1 no multiple of the other would reach it. */
const mostAlike = 1 - 1e-8;

/** Weights of the turned gradients' sum, and the similarities after it; `orderOf` says whom each task meets in turn. */
export function vaccinated(
  gramian: ArrayLike<number>,
  taskCount: number,
  orderOf: (task: number) => ArrayLike<number>,
  usual: Float64Array,
  beta: number,
): { weights: Float64Array; state: Float64Array } {
  const weights = new Float64Array(taskCount);
  const state = usual.slice();
  for (let task = 0; task < taskCount; task++) {
    const own = new Float64Array(taskCount);
    own[task] = 1;
    // K·own, and the square of the turned gradient's length, as they change.
    const products = Float64Array.from(own, (_, k) => at(gramian, k * taskCount + task));
    let square = at(products, task);
    for (const other of Array.from(orderOf(task))) {
      const norm = Math.sqrt(at(gramian, other * taskCount + other));
      const length = Math.sqrt(Math.max(0, square));
      if (other === task || !(norm * length > 0)) continue;
      const cosine = Math.max(-1, Math.min(1, at(products, other) / (norm * length)));
      const wanted = Math.min(mostAlike, at(state, task * taskCount + other));
      if (cosine < wanted) {
        const [sine, wantedSine] = [Math.sqrt(1 - cosine ** 2), Math.sqrt(1 - wanted ** 2)];
        const added = (length * (wanted * sine - cosine * wantedSine)) / (norm * wantedSine);
        own[other] = at(own, other) + added;
        square += added * (2 * at(products, other) + added * norm ** 2);
        for (let k = 0; k < taskCount; k++) products[k] = at(products, k) + added * at(gramian, k * taskCount + other);
      }
      state[task * taskCount + other] = (1 - beta) * at(state, task * taskCount + other) + beta * cosine;
    }
    own.forEach((coefficient, k) => {
      weights[k] = at(weights, k) + coefficient;
    });
  }
  return { weights, state };
}

/** As PCGrad, but ĝ_i += g_j·‖ĝ_i‖·(ρ̂√(1−ρ²) − ρ√(1−ρ̂²))/(n_j√(1−ρ̂²)) where ρ = cos(ĝ_i, g_j) is less than ρ̂_ij, which then goes on as
 * (1−β)ρ̂ + βρ in every step, whether it was turned or not. The first step is that of PCGrad. β is .5 by default, as in LibMTL and TorchJD, where the
 * paper has .01 for runs of hundreds of thousands of steps: in one of some hundreds nothing would be remembered. State: ρ̂ [T, T]. */
export const gradvac: WeighingMethod<z.infer<typeof schema>, 'gradvac'> = {
  id: 'gradvac',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Gradient vaccine (GradVac)', 'zh-CN': '梯度疫苗（GradVac）' },
    brief: { en: 'Turns gradients until they are as much alike as they usually are.', 'zh-CN': '把梯度旋转到通常的相似程度。' },
    more: {
      en: 'It remembers how alike each pair of gradients is, and adds of the other whenever they agree less than that, not only when they oppose each other. With three tasks or more the order counts, and large gradients still pull hardest.',
      'zh-CN':
        '它记住每对梯度通常有多相似，每当一致程度低于此值就加入对方的一部分，而不只在冲突时。三个以上任务时顺序有影响，较大的梯度仍占主导。',
    },
  },
  helps: {
    en: 'When related tasks, as languages of one model, usually agree and sometimes do not.',
    'zh-CN': '相关的任务（如同一模型的多种语言）通常一致、偶尔不一致时。',
  },
  formula: String.raw`\hat g_i \leftarrow \hat g_i + \frac{\lVert \hat g_i \rVert \bigl( \hat\rho \sqrt{1 - \rho^2} - \rho \sqrt{1 - \hat\rho^2} \bigr)}{\lVert g_j \rVert \sqrt{1 - \hat\rho^2}}\, g_j \quad (\rho < \hat\rho_{ij})`,
  paper: {
    title: 'Gradient Vaccine: Investigating and Improving Multi-task Optimization in Massively Multilingual Models',
    venue: 'ICLR',
    year: 2021,
  },
  schema,
  fields: [
    {
      name: 'beta',
      title: { en: 'Rate of the memory β', 'zh-CN': '记忆速率 β' },
      help: {
        en: 'How fast it takes up how alike gradients are; the paper uses .01, LibMTL .5.',
        'zh-CN': '记录梯度相似程度的快慢；论文用 0.01，LibMTL 用 0.5。',
      },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.01,
    },
  ],
  properties: () => ['linear'],
  initialState: (taskCount) => new Float64Array(taskCount * taskCount),
  weigh({ gramian, taskCount, random }, state, { beta }) {
    const orders = Array.from({ length: taskCount }, () => permutation(taskCount, random));
    return vaccinated(gramian, taskCount, (task) => at(orders, task), state, beta);
  },
};
