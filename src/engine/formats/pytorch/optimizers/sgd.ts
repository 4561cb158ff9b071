import type { OptimizerTwin } from './twin.ts';

export const sgdTwin: OptimizerTwin<'sgd'> = { kind: 'sgd', write: (_, rate) => `torch.optim.SGD(parameters, lr=${rate})` };
