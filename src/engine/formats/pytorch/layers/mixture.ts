import { mixture } from '../../../../core/layers/merge/mixture.ts';
import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Helper } from '../../code/helper.ts';
import { listed, twinOf } from '../../code/twin.ts';
import { weightedSum } from '../helpers/experts.ts';
import { python, real } from '../python.ts';
import { padded } from './padded.ts';

const module: Helper = {
  name: 'Mixture',
  needs: [weightedSum],
  source: python`
    class Mixture(nn.Module):
        """A mixture of experts of one shape, by a softmax of the gate (Ma et al., 2018). features: how many numbers the gate learns from;
        None where logits arrive. top_k: only so many experts count, of equal ones the first."""

        def __init__(self, experts, features=None, top_k=0, temperature=1.0):
            super().__init__()
            self.gate = None if features is None else nn.Linear(features, experts, bias=False)
            self.top_k, self.temperature = top_k, temperature

        def forward(self, gate, *experts):
            gate = gate.flatten(1)
            logits = (gate if self.gate is None else self.gate(gate)) / self.temperature
            if 0 < self.top_k < len(experts):
                order = torch.sort(logits, dim=-1, descending=True, stable=True).indices
                left_out = torch.ones_like(logits, dtype=torch.bool).scatter(1, order[:, :self.top_k], False)
                logits = logits.masked_fill(left_out, float("-inf"))
            return weighted_sum(logits.softmax(-1), experts)
  `,
};

export const mixtureTwin = twinOf(mixture, ({ self, params, one, at }) => {
  const { gate, topK, temperature } = params;
  const arriving = one('gate');
  const { code, helpers } = padded(arriving);
  const parts = listed(
    String(at('experts').length),
    gate === 'features' && `features=${sizeOf(arriving.shape)}`,
    topK > 0 && `top_k=${topK}`,
    temperature !== 1 && `temperature=${temperature}`,
  );
  return {
    module: `Mixture(${parts})`,
    helpers: [module, ...helpers],
    result: `${self}(${listed(code, ...at('experts').map(real))})`,
    places: { gate: { name: 'gate.weight', permutation: [1, 0] } },
  };
});
