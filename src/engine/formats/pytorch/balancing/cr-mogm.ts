import { balancingMethod } from '../../../../core/balancing/registry.ts';
import { invariant } from '../../../../core/util/assert-never.ts';
import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

/** Around another method with its published settings. */
export const crMogmTwin = (others: readonly MethodTwin[]): MethodTwin => ({
  id: 'cr-mogm',
  helpers: [...new Set(others.flatMap(({ helpers = [] }) => helpers))],
  source({ of, kept }) {
    const inner = others.find(({ id }) => id === of);
    const method = balancingMethod(String(of));
    invariant(inner && method, `there is a method ${of}`);
    const own = python`
    """CR-MOGM (Zhou et al., NeurIPS 2022): a running mean of the weights of another method."""

    needs, honours = "gramian", "scaling"

    def __init__(self):
        self.inner, self.numbers = self.Inner(), None

    def weigh(self, step):
        found = self.inner.weigh(step)
        if self.numbers is not None:
            found = [${String(kept)} * old + (1 - ${String(kept)}) * new for old, new in zip(self.numbers, found)]
        self.numbers = found
        return found
    `;
    return `${own}\nclass Inner:\n${indented(inner.source(method.schema.parse({})))}`;
  },
});
