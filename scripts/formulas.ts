import temml from 'temml';
import type { Plugin } from 'vite';
import { balancingMethods } from '../src/core/balancing/index.ts';

/**
 * MathML of a formula in LaTeX, a line for each part before a `\\qquad`. Attributes that need a style sheet of their own, or that the page's policy would refuse (`style`), are left out; what
 * a browser draws without them is what it draws with its own fonts. Throws where LaTeX is wrong.
 */
export const mathmlOf = (latex: string): string =>
  latex
    .split(', \\qquad ')
    .map((line) => temml.renderToString(line, { displayMode: true, throwOnError: true }))
    .join('')
    .replaceAll(/ (?:style|class)="[^"]*"/g, '');

/**
 * Makes `src/ui/panels/method-facts.ts`: when every balancing method helps, and its formula as MathML, by its id. The page has neither LaTeX nor a
 * reader of it, and `rules-in-worker` takes both out of its first load.
 */
export const formulas = (): Plugin => ({
  name: 'formulas',
  load: {
    filter: { id: /[/\\]src[/\\]ui[/\\]panels[/\\]method-facts\.ts$/ },
    handler() {
      const entries = Object.values(balancingMethods).map((one) => [one.id, { helps: one.helps, mathml: mathmlOf(one.formula) }]);
      return `export const methodFacts = new Map(${JSON.stringify(entries)});`;
    },
  },
});
