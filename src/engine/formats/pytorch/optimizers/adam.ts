import type { OptimizerTwin } from './twin.ts';

export const adamTwin: OptimizerTwin<'adam'> = {
  kind: 'adam',
  write: ({ beta1, beta2, epsilon }, rate) =>
    `torch.optim.Adam(parameters, lr=${rate}, betas=(${beta1}, ${beta2}), eps=${epsilon})`,
};
