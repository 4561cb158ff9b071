import { claim, edited, measured, reading, replaced, shipped, withOption } from '../claims/variants.ts';
import type { Preset } from '../preset.ts';
import {
  crossStitchRegressions,
  mmoe,
  mtanRegressions,
  ple,
  separateRegressions,
  sharedBottom,
  sharedBottomOf,
} from '../regressions.ts';

/** An example with tasks that are the same. */
const equal = (of: string) =>
  edited(of, 'correlation 1', { en: 'the tasks’ correlation 1', 'zh-CN': '任务间的相关性为 1' }, withOption('relatedness', 1));
const separate = replaced(
  'shared-bottom',
  'separate',
  { en: 'two separate networks', 'zh-CN': '两个独立的网络' },
  separateRegressions,
);
const separateEqual = replaced(
  'shared-bottom',
  'separate, correlation 1',
  { en: 'two separate networks, correlation 1', 'zh-CN': '两个独立的网络，相关性为 1' },
  () => withOption('relatedness', 1)(separateRegressions()),
);
const wide = replaced('shared-bottom', '26 units', { en: '26 shared units', 'zh-CN': '26 个共享单元' }, () => sharedBottomOf(26));

/** Architectures on one benchmark. */
export const regressionPresets: readonly Preset[] = [
  {
    id: 'shared-bottom',
    group: 'architectures',
    text: {
      title: { en: 'Shared bottom: one layer for both', 'zh-CN': '共享底层：两个任务共用一层' },
      watch: {
        en: 'Two unrelated regressions share a layer of 8: no measurable difference from two separate networks, and none with the tasks’ correlation at 1. With 26 units, as many parameters as MMoE, it does better.',
        'zh-CN':
          '两个不相关的回归共用一个 8 单元的层：与两个独立的网络相比没有可测出的差别，任务间的相关性为 1 时也没有。若用 26 个单元（参数量与 MMoE 相同），则会更好。',
      },
    },
    claims: measured(
      claim(reading(shipped('shared-bottom'), null, 'r2', 40), 'open', reading(separate, null, 'r2', 40)),
      claim(reading(equal('shared-bottom'), null, 'r2', 40), 'open', reading(separateEqual, null, 'r2', 40)),
      claim(reading(wide, null, 'r2', 40), 'higher', reading(shipped('shared-bottom'), null, 'r2', 40)),
    ),
    outcome: {
      epochs: 40,
      seeds: 16,
      tasks: {
        y1: { metric: 'r2', reaches: 0.8 },
        y2: { metric: 'r2', reaches: 0.8 },
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
        en: 'Two unrelated regressions share four experts, and each task’s gate learns which of them to use: look at the pictures in the gates. Against a shared bottom of one expert’s size the gain lies within the spread, on unrelated tasks as on equal ones.',
        'zh-CN':
          '两个不相关的回归共享四个专家，各任务的门控学会使用哪些：请看门控中的图。与只有一个专家大小的共享底层相比，无论任务不相关还是相同，优势都在波动范围之内。',
      },
    },
    claims: measured(
      claim(reading(shipped('mmoe'), null, 'r2', 40), 'open', reading(shipped('shared-bottom'), null, 'r2', 40)),
      claim(reading(equal('mmoe'), null, 'r2', 40), 'open', reading(equal('shared-bottom'), null, 'r2', 40)),
    ),
    outcome: {
      epochs: 40,
      seeds: 16,
      tasks: {
        y1: { metric: 'r2', reaches: 0.88 },
        y2: { metric: 'r2', reaches: 0.88 },
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
        en: 'Each task has experts of its own beside the shared ones, on two levels: on unrelated tasks it does better than MMoE and than two separate networks, and with the correlation at 1 better than separate ones, too.',
        'zh-CN':
          '除共享专家外，每个任务还有专属专家，共两层：在不相关的任务上优于 MMoE 和两个独立的网络，相关性为 1 时也优于独立的网络。',
      },
    },
    claims: measured(
      claim(reading(shipped('ple'), null, 'r2', 40), 'higher', reading(shipped('mmoe'), null, 'r2', 40)),
      claim(reading(shipped('ple'), null, 'r2', 40), 'higher', reading(separate, null, 'r2', 40)),
      claim(reading(equal('ple'), null, 'r2', 40), 'higher', reading(separateEqual, null, 'r2', 40)),
    ),
    outcome: {
      epochs: 40,
      seeds: 16,
      tasks: {
        y1: { metric: 'r2', reaches: 0.89 },
        y2: { metric: 'r2', reaches: 0.88 },
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
        en: 'Two unrelated regressions in two networks whose features are mixed after each level: within the spread of the same networks alone. Set the tasks’ correlation to 1, and the mixing pays.',
        'zh-CN':
          '两个不相关的回归各用一个网络，每层之后混合特征：与不混合的网络相比，差别在波动范围之内。把任务间的相关性设为 1，混合便有收益。',
      },
    },
    claims: measured(
      claim(reading(shipped('cross-stitch-regressions'), null, 'r2', 40), 'open', reading(separate, null, 'r2', 40)),
      claim(reading(equal('cross-stitch-regressions'), null, 'r2', 40), 'higher', reading(separateEqual, null, 'r2', 40)),
    ),
    outcome: {
      epochs: 40,
      seeds: 16,
      tasks: {
        y1: { metric: 'r2', reaches: 0.87 },
        y2: { metric: 'r2', reaches: 0.84 },
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
        en: 'Two unrelated regressions share a layer of 8, and a soft mask for each task picks its share: better than the same layer without masks. With the correlation at 1 the difference lies within the spread.',
        'zh-CN':
          '两个不相关的回归共用一个 8 单元的层，各任务用软掩码选取自己的部分：优于没有掩码的同一层；相关性为 1 时，差别在波动范围之内。',
      },
    },
    claims: measured(
      claim(reading(shipped('mtan-regressions'), null, 'r2', 40), 'higher', reading(shipped('shared-bottom'), null, 'r2', 40)),
      claim(reading(equal('mtan-regressions'), null, 'r2', 40), 'open', reading(equal('shared-bottom'), null, 'r2', 40)),
    ),
    outcome: {
      epochs: 40,
      seeds: 16,
      tasks: {
        y1: { metric: 'r2', reaches: 0.89 },
        y2: { metric: 'r2', reaches: 0.89 },
      },
    },
    project: mtanRegressions,
  },
];
