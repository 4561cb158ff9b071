/** What is said of a balancing method to those who ask for more. */
export const methodFacts = {
  helps: 'Helps:',
  formula: 'Formula',
  notation:
    'T tasks; L losses, F those on validation data; g gradients on what is shared, n their lengths, K = GGᵀ; w weights, d the direction of the step; λ your weights, r the same as parts of 1.',
  promises: {
    nonConflicting: 'no task gets worse by its step',
    scaleInvariant: 'units of losses do not count',
  },
  honours: {
    factor: 'Your weights multiply its weights.',
    scaling: 'Your weights multiply the losses that it sees.',
    prior: 'Your weights are the preference that it follows.',
    ignored: 'Your weights do nothing.',
  },
  passes: 'Passes in a step: {{whole}} forward and back, {{forward}} forward alone; in a plain step 1 forward and back.',
  needs: {
    nothing: 'It needs no further pass; only in tiny networks is it to be felt.',
    pastLosses: 'It needs no further pass; only in tiny networks is it to be felt.',
    losses: 'It needs the losses of each step before the gradients, and no further pass; only in tiny networks is it to be felt.',
    gramian: 'It needs the gradient of every task on what they share: one backward pass for each, computed together.',
    lossesAfter: 'It looks at every batch once more after its step.',
    gradients: 'It needs the gradients themselves, every one in memory, and keeps some from step to step.',
    batches: 'It needs the gradients of every task on two more batches in every step.',
    validation: 'It looks at a batch of validation data in every step, with the gradients of every task there.',
  },
};
