import { describe, expect, it } from 'vitest';
import { modelOf } from '../models/registry.ts';
import { balancingCosts } from '../pairs/balancing-costs.ts';
import { mostByForward, mostByGradients, operationsByPlain } from './operations.ts';

describe.each(['A', 'A5', 'A10', 'B', 'CNN'])('the operations of a balanced step of %s, by those of a plain one', (model) => {
  const { length: tasks } = modelOf(model).heads;

  it.each(balancingCosts.gradients.methods)('with the gradients of every task (%s) are at most 1 + 2T for 3', (method) => {
    expect(operationsByPlain(model, method).products).toBeLessThanOrEqual(mostByGradients(tasks));
  });

  it('with one more forward pass (FAMO) are less than half as many again', () => {
    const { products, all } = operationsByPlain(model, 'famo');
    expect(products).toBeLessThan(mostByForward);
    expect(all).toBeLessThan(mostByForward);
  });

  it.each(balancingCosts.losses.methods)('are the same where weights follow from the losses (%s)', (method) => {
    expect(operationsByPlain(model, method)).toEqual({ products: 1, all: 1 });
  });
});
