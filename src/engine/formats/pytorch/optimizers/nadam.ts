import type { OptimizerTwin } from './twin.ts';

export const nadamTwin: OptimizerTwin<'nadam'> = {
  kind: 'nadam',
  write: ({ beta1, beta2, epsilon, momentumDecay }, rate) =>
    `torch.optim.NAdam(parameters, lr=${rate}, betas=(${beta1}, ${beta2}), eps=${epsilon}, momentum_decay=${momentumDecay})`,
};
