import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { at } from '../util/assert-never.ts';
import { judgeBoxes, presenceConfusion } from './metrics/boxes.ts';
import { found } from './metrics/entries/found.ts';
import { meanIou } from './metrics/entries/mean-iou.ts';
import { presenceAccuracy } from './metrics/entries/presence-accuracy.ts';
import { presenceF1 } from './metrics/entries/presence-f1.ts';
import { judging } from './metrics/metric.ts';
import { sigmoidLoss } from './sigmoid-loss.ts';
import type { TaskKind } from './types.ts';

/** Where the smooth L1 loss turns from square to absolute: coordinates are fractions, and errors of a tenth are large. */
const beta = 1 / 9;

/** e²/(2β) up to |e| = β, |e| − β/2 beyond (Girshick, 2015): with q = min(|e|, β) both are q·(|e| − q/2)/β. */
function smoothL1(b: ProgramBuilder, error: Tensor): Tensor {
  const size = b.unary('abs', error);
  const near = b.binary('min', size, b.scalar(beta));
  return b.scale(b.mul(near, b.sub(size, b.scale(near, 0.5))), 1 / beta);
}

const columns = (b: ProgramBuilder, rows: Tensor, from: number, count: number): Tensor =>
  b.slice(rows, [0, from], [at(rows.shape, 0), count]);

/** Is the object there, and where: five sigmoids, [batch, 5]: presence, centre x, centre y, width, height. */
export const detection: TaskKind<'detection'> = {
  kind: 'detection',
  text: {
    title: { en: 'Detection', 'zh-CN': '目标检测' },
    summary: { en: 'Is the object there, and in which box?', 'zh-CN': '目标是否存在？在哪个框内？' },
    more: {
      en: 'The head takes five numbers, and the sigmoid turns them into the probability of presence and the centre, width and height of a box as fractions of the image. The loss is the cross entropy of presence plus, where the object is there, the smooth L1 error of the four box numbers (Girshick, 2015, with β = 1/9). IoU is the area that two boxes share over the area that they cover. Those four errors are summed, not averaged, and the loss is the mean over labelled samples, not over boxes. IoU is measured whatever is said of presence.',
      'zh-CN':
        '任务头接收五个数，经 sigmoid 变成目标存在的概率，以及框的中心、宽、高（以图像的比例计）。损失是“是否存在”的交叉熵；目标存在时再加上框的四个数的 smooth L1 误差（Girshick，2015，β = 1/9）。IoU 是两框相交面积与共同覆盖面积之比。这四项误差相加而不取平均；损失是对有标签的样本取平均，而不是对框取平均。无论预测有无，IoU 都会计算。',
    },
  },
  losses: [
    {
      id: 'presenceAndBox',
      title: { en: 'presence and smooth L1', 'zh-CN': '存在与 smooth L1' },
      options: ['classWeights', 'focalGamma', 'labelSmoothing'],
    },
  ],
  accepts: (target) => target.format === 'box',
  logitsShape: () => [5],
  targetStorage: () => ({ shape: [5], dtype: 'f32' }),
  loss(b, _loss, logits, targets, context) {
    const presence = sigmoidLoss(b, columns(b, logits, 0, 1), columns(b, targets, 0, 1), context);
    const error = b.sub(b.unary('sigmoid', columns(b, logits, 1, 4)), columns(b, targets, 1, 4));
    const box = b.mul(b.sum(smoothL1(b, error), [1], true), columns(b, targets, 0, 1));
    return b.reshape(b.add2(presence, box), [at(logits.shape, 0)]);
  },
  activate: (b, logits) => b.unary('sigmoid', logits),
  outputActivation: () => 'sigmoid',
  exportNote: 'presence, then centre x, centre y, width and height as fractions of the image',
  ...judging(judgeBoxes, () => [meanIou, found, presenceAccuracy, presenceF1]),
  confusion: presenceConfusion,
};
