/** What methods cost by what they look at: so many times a plain step at the most, and which are measured. */
export const balancingCosts = {
  losses: { title: 'weights from the losses', limit: 1.1, methods: ['uw'] },
  gramian: { title: 'weights from the Gramian of the task gradients', limit: 2.5, methods: ['upgrad', 'nash-mtl'] },
  famo: { title: 'weights from what the step before did to the losses (FAMO)', limit: 1.5, methods: ['famo'] },
  gradients: {
    title: 'a direction from the gradients themselves',
    limit: 3,
    methods: ['graddrop', 'trimmed-mean', 'moco', 'db-mtl', 'excess-mtl'],
  },
} as const;

/** Models that differ in the number of tasks alone. */
export const balancedModels = [
  ['A', 2],
  ['A5', 5],
  ['A10', 10],
] as const;

export const balancedPair = (method: string): string => `balanced:${method}`;
