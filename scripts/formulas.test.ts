import { describe, expect, it } from 'vitest';
import { balancingMethods } from '../src/core/balancing/index.ts';
import { methodFacts } from '../src/ui/panels/method-facts.ts';
import { mathmlOf } from './formulas.ts';

const methods = Object.values(balancingMethods);

describe('formulas', () => {
  it.each(methods.map((method) => [method.id, method.formula] as const))(
    'of %s are MathML that needs nothing else',
    (_, latex) => {
      const mathml = mathmlOf(latex);
      expect(mathml).toMatch(/^(?:<math display="block"><mrow>(?:(?!<math).)*<\/mrow><\/math>)+$/s);
      expect(mathml.match(/<math/g)).toHaveLength(latex.split('qquad').length);
      // A browser's own elements and attributes only: no style, no class, no picture, no error.
      const elements = new Set([...mathml.matchAll(/<(\w+)/g)].map(([, name]) => name));
      const known =
        'math mrow mi mn mo mtext mspace mstyle mpadded mphantom msub msup msubsup munder mover munderover mfrac msqrt mroot mtable mtr mtd';
      for (const name of elements) expect(known.split(' ')).toContain(name);
      expect(mathml).not.toMatch(/ (?:style|class|href|src|on\w+)=/);
    },
  );

  it('are refused where LaTeX is wrong', () => {
    expect(() => mathmlOf('\\frac{1}')).toThrow();
    expect(() => mathmlOf('\\nosuchthing')).toThrow();
  });

  it('come to the page by the ids of all methods', () => {
    const expected = methods.map(({ id, helps, formula }) => [id, { helps, mathml: mathmlOf(formula) }]);
    expect([...methodFacts]).toEqual(expected);
  });
});
