import type { Helper } from '../../code/helper.ts';

/**
 * A balancing method in Python: `class Balancing`. What it needs decides how steps are taken (`project/steps`), and which of these methods its class has:
 * `weigh(step)` gives the weights of the tasks; `combine(step, gradients)` weights and what they weigh [tasks, numbers];
 * `before(step)` the weights of a trial step; `learn(step, losses)` hears of the losses of a step, `after(losses)` of those of the same batch after it.
 */
export interface MethodTwin {
  readonly id: string;
  readonly helpers?: readonly Helper[];
  /** Whether the Gramian that it asks for is that of the gradients on the last shared layer alone. */
  lastShared?(parameters: Readonly<Record<string, unknown>>): boolean;
  /** The body of the class, at no indentation: attributes and methods. */
  source(parameters: Readonly<Record<string, unknown>>): string;
}
