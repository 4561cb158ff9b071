import { invariant } from '../util/assert-never.ts';
import { crossEntropy } from './loss-infos.ts';
import { bestChoices } from './metrics/best-choices.ts';
import { entityF1 } from './metrics/entries/entity-f1.ts';
import { frameAccuracy } from './metrics/entries/frame-accuracy.ts';
import { macroF1 } from './metrics/entries/macro-f1.ts';
import { precision } from './metrics/entries/precision.ts';
import { recall } from './metrics/entries/recall.ts';
import { tokenAccuracy } from './metrics/entries/token-accuracy.ts';
import { judging } from './metrics/metric.ts';
import { judgeTags, tagConfusion } from './metrics/tags.ts';
import { meanOverTokens, softmaxLoss } from './softmax-loss.ts';
import type { TargetFormat, TaskKind } from './types.ts';

function tagsOf(target: TargetFormat): Extract<TargetFormat, { format: 'tags' }> {
  invariant(target.format === 'tags', 'tagging learns tags');
  return target;
}

/** One tag for every token or frame: softmax over [batch, length, tags]. */
export const tagging: TaskKind<'tagging'> = {
  kind: 'tagging',
  text: {
    title: { en: 'Tagging', 'zh-CN': '序列标注' },
    summary: { en: 'Which tag has each word or frame?', 'zh-CN': '每个词或每帧是什么标签？' },
    more: {
      en: 'The head takes one number (logit) per tag for every place, and softmax turns them into probabilities. The loss is the mean cross entropy of a sample’s tokens; padding counts nowhere. BIO tags are judged by whole entities, as in CoNLL 2000: an entity counts only with its type and both ends right. Samples count alike, however long they are; PyTorch and Keras average over all tokens of a batch.',
      'zh-CN':
        '任务头在每个位置为每个标签接收一个数（logit），softmax 将其变成概率。损失是样本各词元交叉熵的平均，填充不计。BIO 标签按整个实体评判（同 CoNLL 2000）：类型与两端都正确才算对。无论长短，各样本所占分量相同；PyTorch 与 Keras 则对整批的所有词元取平均。',
    },
  },
  losses: [crossEntropy],
  accepts: (target) => target.format === 'tags' && target.tags.length >= 2,
  logitsShape: (target) => [tagsOf(target).length, tagsOf(target).tags.length],
  targetStorage: (target) => ({ shape: [tagsOf(target).length], dtype: 'i32' }),
  loss(b, _loss, logits, targets, context) {
    const valid = b.binary('greaterEqual', b.toFloat(targets), b.scalar(0));
    return meanOverTokens(b, softmaxLoss(b, logits, targets, context), valid);
  },
  activate: (b, logits) => b.softmax(logits),
  outputActivation: () => 'softmax',
  summarize: (target, part) => bestChoices(part, tagsOf(target).tags.length),
  ...judging(judgeTags, (target) =>
    tagsOf(target).scheme === 'bio' ? [entityF1, precision, recall, tokenAccuracy] : [frameAccuracy, macroF1],
  ),
  confusion: tagConfusion,
};
