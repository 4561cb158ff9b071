import { balancingMethod } from '../../../../core/balancing/registry.ts';
import { invariant } from '../../../../core/util/assert-never.ts';
import { python } from '../python.ts';
import type { MethodTwin } from './twin.ts';

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

const weighing = python`
    def weigh(self, step):
        return self.smoothed(self.inner.weigh(step))
`;

const combining = python`
    def combine(self, step, gradients):
        weights, stack = self.inner.combine(step, gradients)
        return self.smoothed(weights), stack
`;

/** What the steps of a method hear beside its weights, by what its source has of it. */
const handedOn: readonly (readonly [RegExp, string])[] = [
  [/^looks_back|, looks_back =/m, 'looks_back = True\n'],
  [/^ahead =/m, 'ahead = Inner.ahead\n'],
  [/^def before\(/m, 'def before(self, step):\n    return self.inner.before(step)\n'],
  [/^def after\(/m, 'def after(self, losses):\n    self.inner.after(losses)\n'],
  [/^def learn\(/m, 'def learn(self, step, losses):\n    self.inner.learn(step, losses)\n'],
];

/** Around another method with its published settings: what it needs is what that needs. */
export const crMogmTwin = (others: readonly MethodTwin[]): MethodTwin => ({
  id: 'cr-mogm',
  helpers: [...new Set(others.flatMap(({ helpers = [] }) => helpers))],
  source({ of, kept }) {
    const inner = others.find(({ id }) => id === of);
    const method = balancingMethod(String(of));
    invariant(inner && method, `there is a method ${of}`);
    const source = inner.source(method.schema.parse({}));
    const own = python`
    needs, honours = Inner.needs, Inner.honours

    def __init__(self):
        self.inner, self.numbers = self.Inner(), None

    def smoothed(self, found):
        if self.numbers is not None:
            found = [${String(kept)} * old + (1 - ${String(kept)}) * new for old, new in zip(self.numbers, found)]
        self.numbers = found
        return found
    `;
    return [
      '"""CR-MOGM (Zhou et al., NeurIPS 2022): a running mean of the weights of another method."""\n',
      `class Inner:\n${indented(source)}`,
      own,
      /^def combine\(/m.test(source) ? combining : weighing,
      ...handedOn.filter(([known]) => known.test(source)).map(([, text]) => text),
    ].join('\n');
  },
});
