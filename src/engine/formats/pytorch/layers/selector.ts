import { selector } from '../../../../core/layers/merge/selector.ts';
import { sizeOf } from '../../../../core/program/shapes.ts';
import type { Helper } from '../../code/helper.ts';
import { listed, twinOf } from '../../code/twin.ts';
import { weightedSum } from '../helpers/experts.ts';
import { python, real } from '../python.ts';
import { padded } from './padded.ts';

const module: Helper = {
  name: 'Selector',
  needs: [weightedSum],
  source: python`
    class Selector(nn.Module):
        """DSelect-k (Hazimeh et al., 2021): each of k selectors writes the number of an expert in binary switches, which become 0 or 1 while
        it trains. Codes beyond the last expert stand for the first ones again (the paper penalises them).
        features: how many numbers the gate learns from; None: the choice is the same for all samples."""

        def __init__(self, experts, selectors, gamma=1.0, features=None):
            super().__init__()
            bits = max(1, (experts - 1).bit_length())
            self.experts, self.selectors, self.bits, self.gamma = experts, selectors, bits, gamma
            rows = 1 if features is None else features
            self.switches = nn.Parameter(torch.zeros(rows, selectors * bits))
            self.switch_bias = None if features is None else nn.Parameter(torch.zeros(selectors * bits))
            self.shares = nn.Parameter(torch.zeros(rows, selectors))
            codes = torch.arange(2 ** bits)
            self.register_buffer("codes", torch.stack([codes >> bit & 1 for bit in range(bits)]).float(), persistent=False)
            self.entropy = 0.0

        def forward(self, gate, *experts):
            switches, shares = self.switches, self.shares
            if self.switch_bias is not None:
                gate = gate.flatten(1)
                switches, shares = gate @ switches + self.switch_bias, gate @ shares
            t = switches.clamp(-self.gamma / 2, self.gamma / 2)
            steps = t * (3 / (2 * self.gamma) - 2 / self.gamma ** 3 * t.square()) + 0.5
            on = steps.reshape(-1, self.selectors, self.bits, 1)
            chosen = (1 - self.codes + on * (2 * self.codes - 1)).prod(2)  # [N, selectors, codes]
            self.entropy = -(chosen * (chosen + 1e-6).log()).sum() / chosen.shape[0]
            mixed = (chosen * shares.softmax(-1).unsqueeze(-1)).sum(1)
            weights, again = mixed[:, :self.experts], mixed[:, self.experts:]
            return weighted_sum(weights + F.pad(again, (0, 2 * self.experts - mixed.shape[1])), experts)
  `,
};

export const selectorTwin = twinOf(selector, ({ self, params, frozen, at }) => {
  const { selectors, gamma, entropy } = params;
  const experts = at('experts');
  const [gate] = at('gate');
  const given = gate ? padded(gate) : { code: 'None', helpers: [] };
  const parts = listed(
    String(experts.length),
    String(selectors),
    gamma !== 1 && `gamma=${gamma}`,
    gate && `features=${sizeOf(gate.shape)}`,
  );
  return {
    module: `Selector(${parts})`,
    helpers: [module, ...given.helpers],
    result: `${self}(${listed(given.code, ...experts.map(real))})`,
    places: { switches: { name: 'switches' }, switchBias: { name: 'switch_bias' }, shares: { name: 'shares' } },
    penalties: entropy > 0 && !frozen ? [`${entropy} * ${self}.entropy`] : [],
  };
});
