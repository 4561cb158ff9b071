import { claim, edited, measured, reading, shipped } from '../claims/variants.ts';
import type { Preset } from '../preset.ts';
import { fineTuning, neverPretrained, newTask, sharedLayers } from '../transfer.ts';

const noGroups = { en: 'the digit alone, from the first epoch on', 'zh-CN': '从第一轮起只训练“数字”' };

const sharedAlone = edited('transfer-shared-layers', 'digit alone', noGroups, neverPretrained);
const tunedAlone = edited('fine-tuning', 'digit alone', noGroups, neverPretrained);
/** What a trained model is good for next. */
export const transferPresets: readonly Preset[] = [
  {
    id: 'transfer-shared-layers',
    group: 'digits',
    text: {
      title: { en: 'Transfer: layers of a trained model', 'zh-CN': '迁移：使用训练好的共享层' },
      watch: {
        en: 'A layer learns groups of digits from all labels, then holds still under a new head with one digit’s label in fifty, which is right more often than where the layer had those labels alone: watch the curves part at stage 2.',
        'zh-CN':
          '共享层先用全部标签学习数字组，随后冻结，由新任务头在其上用五十分之一的数字标签学习，明显比只靠这些标签训练的层更准确：观察曲线从第 2 阶段起的变化。',
      },
    },
    claims: measured(
      claim(
        reading(shipped('transfer-shared-layers'), 'digit', 'accuracy', 12),
        'higher',
        reading(sharedAlone, 'digit', 'accuracy', 12),
      ),
      claim(
        reading(shipped('transfer-shared-layers'), 'group', 'accuracy', 12),
        { alike: 0 },
        reading(shipped('transfer-shared-layers'), 'group', 'accuracy', 3),
      ),
    ),
    outcome: {
      epochs: 12,
      tasks: {
        group: { metric: 'accuracy', reaches: 0.9 },
        digit: { metric: 'accuracy', reaches: 0.78 },
      },
    },
    project: sharedLayers,
  },
  {
    id: 'transfer-new-task',
    group: 'digits',
    text: {
      title: { en: 'Transfer: a new task, with and without', 'zh-CN': '迁移：新任务用与不用已学的层' },
      watch: {
        en: 'The same new task twice, with one label in fifty each: on the layer that learned groups it does better than on a layer of its own, and the group forgets meanwhile. Freeze the shared layer in stage 2, and compare all three.',
        'zh-CN':
          '同一个新任务训练两次，各用五十分之一的标签：在学过数字组的层上比在自己的层上更好，但数字组会随之遗忘。在第 2 阶段冻结共享层，再比较三者。',
      },
    },
    claims: measured(
      claim(
        reading(shipped('transfer-new-task'), 'digit', 'accuracy', 12),
        'higher',
        reading(shipped('transfer-new-task'), 'alone', 'accuracy', 12),
      ),
      claim(
        reading(shipped('transfer-new-task'), 'group', 'accuracy', 12),
        'lower',
        reading(shipped('transfer-new-task'), 'group', 'accuracy', 3),
      ),
    ),
    outcome: {
      epochs: 12,
      tasks: {
        group: { metric: 'accuracy', reaches: 0.6 },
        digit: { metric: 'accuracy', reaches: 0.76 },
        alone: { metric: 'accuracy', reaches: 0.7 },
      },
    },
    project: newTask,
  },
  {
    id: 'fine-tuning',
    group: 'digits',
    text: {
      title: { en: 'Transfer: fine-tuning', 'zh-CN': '迁移：微调' },
      watch: {
        en: 'With one digit’s label in ten: the head learns first, on a layer that holds still, then both go on at a tenth of the rate, and are right more often than the digit alone. Freeze the shared layer in stage 3 too, or raise its rate to 1, and watch what the group forgets.',
        'zh-CN':
          '数字只保留十分之一的标签：先在冻结的层上训练任务头，再以十分之一的学习率一起训练，比单独训练数字更准确。在第 3 阶段也冻结共享层，或把学习率倍数改回 1，观察数字组遗忘了多少。',
      },
    },
    claims: measured(
      claim(reading(shipped('fine-tuning'), 'digit', 'accuracy', 12), 'higher', reading(tunedAlone, 'digit', 'accuracy', 12)),
    ),
    outcome: {
      epochs: 12,
      tasks: {
        group: { metric: 'accuracy', reaches: 0.85 },
        digit: { metric: 'accuracy', reaches: 0.88 },
      },
    },
    project: fineTuning,
  },
];
