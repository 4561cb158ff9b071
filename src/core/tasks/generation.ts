import { invariant } from '../util/assert-never.ts';
import { bestChoices } from './metrics/best-choices.ts';
import { rougeL } from './metrics/entries/rouge-l.ts';
import { tokenAccuracy } from './metrics/entries/token-accuracy.ts';
import { judging } from './metrics/metric.ts';
import { judgeSequences, rougeOfDecoded } from './metrics/sequences.ts';
import { meanOverTokens, softmaxLoss } from './softmax-loss.ts';
import type { TargetFormat, TaskKind } from './types.ts';

function sequenceOf(target: TargetFormat): Extract<TargetFormat, { format: 'sequence' }> {
  invariant(target.format === 'sequence', 'generation learns sequences');
  return target;
}

/** A sequence of tokens, one after the other: softmax over [batch, length, vocabulary]. */
export const generation: TaskKind<'generation'> = {
  kind: 'generation',
  text: {
    title: { en: 'Generation', 'zh-CN': '序列生成' },
    summary: { en: 'Which words come out, one after the other?', 'zh-CN': '逐个生成哪些词？' },
    more: {
      en: 'The head takes one number (logit) per word of the vocabulary for every place. While training, the network reads the true words before each place (teacher forcing); while predicting, those that it has written so far. The loss is the mean cross entropy of a sample’s words up to and with the end mark; ROUGE-L (Lin, 2004) judges what is written freely. Samples count alike, however long they are; PyTorch and Keras average over all words of a batch.',
      'zh-CN':
        '任务头在每个位置为词表中的每个词接收一个数（logit）。训练时网络读取该位置之前的真实词（teacher forcing），预测时读取自己已写出的词。损失是样本各词（含结束符）交叉熵的平均；ROUGE-L（Lin，2004）评判自由生成的结果。无论长短，各样本所占分量相同；PyTorch 与 Keras 则对整批的所有词取平均。',
    },
  },
  losses: [{ id: 'crossEntropy', title: { en: 'cross entropy', 'zh-CN': '交叉熵' }, options: ['focalGamma', 'labelSmoothing'] }],
  accepts: (target) => target.format === 'sequence',
  logitsShape: (target) => [sequenceOf(target).length, sequenceOf(target).vocabulary.length],
  targetStorage: (target) => ({ shape: [sequenceOf(target).length], dtype: 'i32' }),
  loss(b, _loss, logits, targets, context) {
    const valid = b.binary('greater', b.toFloat(targets), b.scalar(0));
    return meanOverTokens(b, softmaxLoss(b, logits, targets, context), valid);
  },
  activate: (b, logits) => b.softmax(logits),
  outputActivation: () => 'softmax',
  exportNote: 'feed the start token (1) and what was generated so far into the input of previous tokens',
  summarize: (target, part) => bestChoices(part, sequenceOf(target).vocabulary.length),
  ...judging(judgeSequences, () => [rougeL, tokenAccuracy]),
  measureDecoded: (target, truth, decoded) => ({ [rougeL.id]: rougeL.value({ rouge: rougeOfDecoded(target, truth, decoded) }) }),
};
