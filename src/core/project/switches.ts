import { type BalancingMethod, isCombining } from '../balancing/contract.ts';
import type { Balancing } from './schema.ts';

/** What may be said of balancing beside the method. */
export const switchNames = ['perNode', 'perSet', 'representation', 'heads', 'every'] as const;
export type SwitchName = (typeof switchNames)[number];

/** How weights are chosen, and what they act on. */
export interface Choosing {
  /** For every node alone, from the gradients on its own parameters (the grouping of TorchJD); else for the network as a whole. */
  readonly perNode: boolean;
  /** Only those tasks have a say that share the parameters in question, every set of tasks for itself; else all tasks together. */
  readonly perSet: boolean;
  /** From the gradients on the values at which tasks part, instead of those on the parameters that they share. */
  readonly representation: boolean;
  /** What serves one task alone goes by the chosen weights, or by the visitor's; null: as the method has it. */
  readonly heads: 'weights' | 'sliders' | null;
  /** In every so many steps; in between the last weights make plain steps. */
  readonly every: number;
}

const groups: readonly SwitchName[] = ['perNode', 'perSet'];

/** By what a method needs. */
const offered: Readonly<Record<BalancingMethod['needs'], readonly SwitchName[]>> = {
  nothing: ['heads'],
  pastLosses: ['heads'],
  losses: ['heads', 'every'],
  lossesAfter: ['heads'],
  gramian: [...groups, 'heads', 'every'],
  gradients: [...groups, 'heads'],
  batches: [...groups, 'heads', 'every'],
  validation: [],
};

/** Which switches a method offers. The directions that it makes without weights are made number by number, and so have no groups. */
export function switchesOf(method: BalancingMethod): ReadonlySet<SwitchName> {
  const own = method.offers ?? [];
  const offers = method.family === 'nothing' || isCombining(method) ? own : [...offered[method.needs], ...own];
  return new Set(offers.filter((name) => name !== 'every' || !method.everyStep));
}

/** Whether the weights of what serves one task alone are, as published, those that the method chose. */
const headsAreWeighed = ({ needs }: BalancingMethod): boolean =>
  ['nothing', 'pastLosses', 'losses', 'lossesAfter', 'validation'].includes(needs);

/** Which of both is the published way. */
export const publishedHeads = (method: BalancingMethod): 'weights' | 'sliders' =>
  headsAreWeighed(method) ? 'weights' : 'sliders';

/** What a document says, as far as its method offers it. */
export function choosingOf(method: BalancingMethod, balancing: Balancing): Choosing {
  const offers = switchesOf(method);
  const { perNode = false, perSet = false, representation = false, heads, every = 1 } = balancing;
  return {
    perNode: perNode && offers.has('perNode'),
    perSet: perSet && offers.has('perSet'),
    representation: representation && offers.has('representation'),
    heads: heads !== undefined && offers.has('heads') && heads !== publishedHeads(method) ? heads : null,
    every: offers.has('every') ? every : 1,
  };
}

/** True where it changes nothing of what a step computes. */
export const isPublished = ({ perNode, perSet, representation, heads }: Choosing): boolean =>
  !perNode && !perSet && !representation && heads === null;

/** What of it asks for another program. */
export const programKey = (choosing: Choosing): string[] => [
  ...switchNames.filter((name) => name !== 'heads' && name !== 'every' && choosing[name]),
  ...(choosing.heads ? [choosing.heads] : []),
  ...(choosing.every > 1 ? ['now and then'] : []),
];
