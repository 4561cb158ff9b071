import type { Preset } from '../preset.ts';
import { crossStitchRegressions, mmoe, mtanRegressions, ple, sharedBottom } from '../regressions.ts';

/** Architectures on one benchmark where they differ. The figures are those of engine/training/architectures-differ.test.ts. */
export const regressionPresets: readonly Preset[] = [
  {
    id: 'shared-bottom',
    group: 'architectures',
    text: {
      title: { en: 'Shared bottom: one layer for both', 'zh-CN': '共享底层：两个任务共用一层' },
      watch: {
        en: 'Two unrelated regressions share a layer of 8: R² after 40 epochs is 0.67 (mean of 5 seeds), less than the 0.76 of two separate networks. Set the tasks’ correlation to 1, and sharing helps: 0.86 against 0.80. With 26 units, as many parameters as MMoE, it reaches 0.89 on unrelated tasks.',
        'zh-CN':
          '两个不相关的回归共用一个 8 单元的层：40 轮后 R² 为 0.67（5 个种子的均值），低于两个独立网络的 0.76。把任务间的相关性设为 1，共享便有益：0.86 对 0.80。若用 26 个单元（参数量与 MMoE 相同），在不相关的任务上可达 0.89。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        y1: { metric: 'r2', reaches: 0.54, blind: 0 },
        y2: { metric: 'r2', reaches: 0.78, blind: 0 },
      },
    },
    project: sharedBottom,
  },
  {
    id: 'mmoe',
    group: 'architectures',
    text: {
      title: { en: 'MMoE: a gate per task', 'zh-CN': 'MMoE：每个任务一个门控' },
      watch: {
        en: 'Two unrelated regressions share four experts, and each task’s gate learns which of them to use: R² 0.86 after 40 epochs (mean of 5 seeds), where a shared bottom of one expert’s size reaches 0.67. Set the tasks’ correlation to 1: the gates become alike, and little is left of the gap, 0.90 against 0.86.',
        'zh-CN':
          '两个不相关的回归共享四个专家，各任务的门控学会使用哪些：40 轮后 R² 为 0.86（5 个种子的均值），而只有一个专家大小的共享底层为 0.67。把任务间的相关性设为 1：两个门控趋于一致，差距所剩无几：0.90 对 0.86。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        y1: { metric: 'r2', reaches: 0.78, blind: 0 },
        y2: { metric: 'r2', reaches: 0.87, blind: 0 },
      },
    },
    project: mmoe,
  },
  {
    id: 'ple',
    group: 'architectures',
    text: {
      title: { en: 'PLE: shared experts and own ones', 'zh-CN': 'PLE：共享专家与专属专家' },
      watch: {
        en: 'Each task has experts of its own beside the shared ones, on two levels: R² 0.91 on unrelated tasks after 40 epochs (mean of 5 seeds), where MMoE reaches 0.86, two separate networks 0.76 and a shared bottom 0.67. With the correlation at 1 it is 0.93: no negative transfer at either end.',
        'zh-CN':
          '除共享专家外，每个任务还有专属专家，共两层：40 轮后在不相关的任务上 R² 为 0.91（5 个种子的均值），而 MMoE 为 0.86，两个独立网络为 0.76，共享底层为 0.67。相关性为 1 时为 0.93：两端都没有负迁移。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        y1: { metric: 'r2', reaches: 0.89, blind: 0 },
        y2: { metric: 'r2', reaches: 0.87, blind: 0 },
      },
    },
    project: ple,
  },
  {
    id: 'cross-stitch-regressions',
    group: 'architectures',
    text: {
      title: { en: 'Cross-stitch: two networks, mixed', 'zh-CN': '十字绣：混合两个网络' },
      watch: {
        en: 'Two unrelated regressions in two networks whose features are mixed after each level: R² 0.77 after 40 epochs (mean of 5 seeds), hardly more than the 0.76 of the same networks alone. Set the tasks’ correlation to 1, and the mixing pays: 0.85 against 0.80.',
        'zh-CN':
          '两个不相关的回归各用一个网络，每层之后混合特征：40 轮后 R² 为 0.77（5 个种子的均值），与不混合的 0.76 相差无几。把任务间的相关性设为 1，混合便有收益：0.85 对 0.80。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        y1: { metric: 'r2', reaches: 0.75, blind: 0 },
        y2: { metric: 'r2', reaches: 0.9, blind: 0 },
      },
    },
    project: crossStitchRegressions,
  },
  {
    id: 'mtan-regressions',
    group: 'architectures',
    text: {
      title: { en: 'MTAN: a mask per task', 'zh-CN': 'MTAN：每个任务一个掩码' },
      watch: {
        en: 'Two unrelated regressions share a layer of 8, and a soft mask for each task picks its share: R² 0.89 after 40 epochs (mean of 5 seeds), where the same layer without masks reaches 0.67; with the correlation at 1, 0.93 against 0.86.',
        'zh-CN':
          '两个不相关的回归共用一个 8 单元的层，各任务用软掩码选取自己的部分：40 轮后 R² 为 0.89（5 个种子的均值），而没有掩码的同一层为 0.67；相关性为 1 时为 0.93 对 0.86。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        y1: { metric: 'r2', reaches: 0.89, blind: 0 },
        y2: { metric: 'r2', reaches: 0.89, blind: 0 },
      },
    },
    project: mtanRegressions,
  },
];
