import { at } from '../../../../core/util/assert-never.ts';
import { macroF1, softmaxLoss } from './helpers.ts';
import { type LossTwin, optionArguments } from './twin.ts';

export const classificationLoss: LossTwin = {
  kind: 'classification',
  write(task) {
    const { focalGamma, labelSmoothing } = task.task;
    const plain = focalGamma === 0 && task.classWeights === 0;
    const smoothing = labelSmoothing > 0 ? `, label_smoothing=${labelSmoothing}` : '';
    const [classes] = [at(task.kind.logitsShape(task.target), 0)];
    return {
      loss: plain
        ? `F.cross_entropy(logits, labels, reduction="none"${smoothing})`
        : `softmax_loss(logits, labels${optionArguments(task)})`,
      activate: 'logits.softmax(-1)',
      metrics: {
        accuracy: '(outputs.argmax(-1) == labels).float().mean().item()',
        macroF1: `macro_f1(outputs.argmax(-1), labels, ${classes})`,
      },
      helpers: [...(plain ? [] : [softmaxLoss]), macroF1],
    };
  },
};
