import { gaussianNoise } from '../../../../core/layers/augmentation/gaussian-noise.ts';
import { twinOf } from '../../code/twin.ts';
import { real } from '../python.ts';

export const gaussianNoiseTwin = twinOf(gaussianNoise, ({ params, one }) => {
  const x = real(one());
  return {
    result: params.deviation === 0 ? x : `(${x} + ${params.deviation} * torch.randn_like(${x}) if self.training else ${x})`,
  };
});
