import type { LayerTwin } from '../../code/twin.ts';
import { activationTwin } from './activation.ts';
import { addTwin } from './add.ts';
import { attentionPoolTwin } from './attention-pool.ts';
import { averageTwin } from './average.ts';
import { avgPoolTwin } from './avg-pool.ts';
import { batchNormTwin } from './batch-norm.ts';
import { concatTwin } from './concat.ts';
import { conv1dTwin } from './conv1d.ts';
import { conv2dTwin } from './conv2d.ts';
import { cutoutTwin } from './cutout.ts';
import { denseTwin } from './dense.ts';
import { depthwiseConv2dTwin } from './depthwise-conv2d.ts';
import { dropoutTwin } from './dropout.ts';
import { embeddingTwin } from './embedding.ts';
import { flattenTwin } from './flatten.ts';
import { gaussianNoiseTwin } from './gaussian-noise.ts';
import { globalPoolTwin } from './global-pool.ts';
import { gruTwin } from './gru.ts';
import { l2NormalizeTwin } from './l2-normalize.ts';
import { layerNormTwin } from './layer-norm.ts';
import { learnedSumTwin } from './learned-sum.ts';
import { lstmTwin } from './lstm.ts';
import { maxPoolTwin } from './max-pool.ts';
import { mixtureTwin } from './mixture.ts';
import { multiHeadAttentionTwin } from './multi-head-attention.ts';
import { multiplyTwin } from './multiply.ts';
import { ordinalThresholdsTwin } from './ordinal-thresholds.ts';
import { pickStepTwin } from './pick-step.ts';
import { positionEmbeddingTwin } from './position-embedding.ts';
import { randomFlipTwin } from './random-flip.ts';
import { randomShiftTwin } from './random-shift.ts';
import { repeatTwin } from './repeat.ts';
import { reshapeTwin } from './reshape.ts';
import { reverseGradientTwin } from './reverse-gradient.ts';
import { selectorTwin } from './selector.ts';
import { separableConv2dTwin } from './separable-conv2d.ts';
import { sliceTwin } from './slice.ts';
import { softmaxTwin } from './softmax.ts';
import { stopGradientTwin } from './stop-gradient.ts';
import { taskEmbeddingTwin } from './task-embedding.ts';
import { tokenDropoutTwin } from './token-dropout.ts';
import { transformerBlockTwin } from './transformer-block.ts';
import { transposedConv2dTwin } from './transposed-conv2d.ts';
import { upsample2dTwin } from './upsample2d.ts';

const entries: readonly LayerTwin[] = [
  activationTwin,
  addTwin,
  attentionPoolTwin,
  averageTwin,
  avgPoolTwin,
  batchNormTwin,
  concatTwin,
  conv1dTwin,
  conv2dTwin,
  cutoutTwin,
  denseTwin,
  depthwiseConv2dTwin,
  dropoutTwin,
  embeddingTwin,
  flattenTwin,
  gaussianNoiseTwin,
  globalPoolTwin,
  gruTwin,
  l2NormalizeTwin,
  layerNormTwin,
  learnedSumTwin,
  lstmTwin,
  maxPoolTwin,
  mixtureTwin,
  multiHeadAttentionTwin,
  multiplyTwin,
  ordinalThresholdsTwin,
  pickStepTwin,
  positionEmbeddingTwin,
  randomFlipTwin,
  randomShiftTwin,
  repeatTwin,
  reshapeTwin,
  reverseGradientTwin,
  selectorTwin,
  separableConv2dTwin,
  sliceTwin,
  softmaxTwin,
  stopGradientTwin,
  taskEmbeddingTwin,
  tokenDropoutTwin,
  transformerBlockTwin,
  transposedConv2dTwin,
  upsample2dTwin,
];

/** Layers that are written by hand, by kind; what is not here is written as its primitives. A further twin is one file and one line here. */
export const layerTwins: ReadonlyMap<string, LayerTwin> = new Map(entries.map((twin) => [twin.kind, twin]));
