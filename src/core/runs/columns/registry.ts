import { activationMean } from './activation-mean.ts';
import { activationSpread } from './activation-spread.ts';
import { cosine } from './cosine.ts';
import { deadUnits } from './dead-units.ts';
import { effective } from './effective.ts';
import { gradientNorm } from './gradient-norm.ts';
import { gramian } from './gramian.ts';
import { layerGradient } from './layer-gradient.ts';
import { loss } from './loss.ts';
import { magnitude } from './magnitude.ts';
import { nodeCosine } from './node-cosine.ts';
import { stepCosine } from './step-cosine.ts';
import type { ColumnInfo } from './types.ts';
import { updateRatio } from './update-ratio.ts';
import { weight } from './weight.ts';

/** Every quantity that a run may record, in the order in which it is listed. A new one is one file and one line here. */
export const columnInfos: readonly ColumnInfo[] = [
  loss,
  weight,
  effective,
  gramian,
  gradientNorm,
  cosine,
  magnitude,
  stepCosine,
  nodeCosine,
  layerGradient,
  activationMean,
  activationSpread,
  deadUnits,
  updateRatio,
];

/** undefined for what a newer version recorded. */
export const columnInfo = (id: string): ColumnInfo | undefined => columnInfos.find((info) => info.id === id);
