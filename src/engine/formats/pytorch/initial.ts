import type { Initializer } from '../../../core/program/types.ts';
import { assertNever } from '../../../core/util/assert-never.ts';
import type { Helper } from '../code/helper.ts';
import { python } from './python.ts';

const glorot: Helper = {
  name: 'glorot_',
  source: python`
    def glorot_(weight, inputs, outputs):
        """Uniform up to the root of 6 / (inputs + outputs)."""
        nn.init.uniform_(weight, -(6 / (inputs + outputs)) ** 0.5, (6 / (inputs + outputs)) ** 0.5)
  `,
};

const runs: Helper = {
  name: 'runs_',
  source: python`
    def runs_(weight, *runs):
        """Fills a tensor, row by row, with runs of one number each: (number, how often)."""
        with torch.no_grad():
            weight.copy_(torch.cat([torch.full((count,), float(number)) for number, count in runs]).reshape(weight.shape))
  `,
};

/** A statement that gives a tensor what the page begins with; `ordered` puts listed numbers in the order in which the tensor holds them. */
export function initialStatement(
  tensor: string,
  initializer: Initializer,
  ordered: (values: readonly number[]) => readonly number[],
): { readonly code: string; readonly helpers: readonly Helper[] } {
  switch (initializer.kind) {
    case 'zeros':
      return { code: `nn.init.zeros_(${tensor})`, helpers: [] };
    case 'ones':
      return { code: `nn.init.ones_(${tensor})`, helpers: [] };
    case 'constant':
      return { code: `nn.init.constant_(${tensor}, ${initializer.value})`, helpers: [] };
    case 'glorot':
      return { code: `glorot_(${tensor}, ${initializer.fanIn}, ${initializer.fanOut})`, helpers: [glorot] };
    case 'he':
      return { code: `nn.init.normal_(${tensor}, std=(2 / ${initializer.fanIn}) ** 0.5)`, helpers: [] };
    case 'normal':
      return { code: `nn.init.normal_(${tensor}, std=${initializer.deviation})`, helpers: [] };
    case 'listed': {
      const found: [number, number][] = [];
      for (const value of ordered(initializer.values)) {
        const before = found.at(-1);
        if (before && before[0] === value) before[1]++;
        else found.push([value, 1]);
      }
      return { code: `runs_(${[tensor, ...found.map(([value, count]) => `(${value}, ${count})`)].join(', ')})`, helpers: [runs] };
    }
    default:
      return assertNever(initializer);
  }
}
