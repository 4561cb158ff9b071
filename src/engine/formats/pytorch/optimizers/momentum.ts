import { pyBoolean } from '../python.ts';
import type { OptimizerTwin } from './twin.ts';

export const momentumTwin: OptimizerTwin<'momentum'> = {
  kind: 'momentum',
  write: ({ momentum, nesterov }, rate) =>
    `torch.optim.SGD(parameters, lr=${rate}, momentum=${momentum}, nesterov=${pyBoolean(nesterov && momentum > 0)})`,
};
