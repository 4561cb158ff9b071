import { at } from '../../../../core/util/assert-never.ts';
import type { Code, Expr } from './code.ts';

/** Terms that are added one to another; longer sums are sums of such parts, whose rounding errors stay small. */
const longestPart = 64;

/** Adds up `count` terms in `totals`: `add` writes one inner step, which adds to the variables that it is given. */
export function sumInParts(
  code: Code,
  count: number,
  totals: readonly Expr[],
  add: (inner: Expr, parts: readonly string[]) => void,
): void {
  if (count <= 2 * longestPart) {
    code.loop(count, (inner) =>
      add(
        inner,
        totals.map(({ text }) => text),
      ),
    );
    return;
  }
  code.loop(Math.ceil(count / longestPart), (chunk) => {
    const { depth } = code;
    const parts = totals.map(() => code.variable('0.0', depth));
    const from = code.name(`${chunk.text} * ${longestPart}u`, depth);
    const length = code.name(`min(${longestPart}u, ${count}u - ${from.text})`, depth);
    code.loop(length, (step) => {
      const inner = code.name(`${from.text} + ${step.text}`, code.depth);
      add(
        inner,
        parts.map(({ text }) => text),
      );
    });
    totals.forEach((total, i) => {
      code.statement(`${total.text} += ${at(parts, i).text};`);
    });
  });
}
