import type { OptimizerTwin } from './twin.ts';

export const adamwTwin: OptimizerTwin<'adamw'> = {
  kind: 'adamw',
  write: ({ beta1, beta2, epsilon, weightDecay }, rate) =>
    `torch.optim.AdamW(parameters, lr=${rate}, betas=(${beta1}, ${beta2}), eps=${epsilon}, weight_decay=${weightDecay})`,
};
