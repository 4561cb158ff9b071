import { positionEmbedding } from '../../../../core/layers/sequence/position-embedding.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Helper } from '../../code/helper.ts';
import { last, listed, shapeOf, twinOf } from '../../code/twin.ts';
import { tokenMask } from '../helpers/tokens.ts';
import { python, real } from '../python.ts';

const sinusoids: Helper = {
  name: 'sinusoids',
  source: python`
    def sinusoids(length, units):
        """sin(t / 10000^(2i/units)) and cos of the same, in turn [length, units] (Vaswani et al., 2017)."""
        even = torch.arange(units, dtype=torch.float64) // 2 * 2
        angle = torch.arange(length, dtype=torch.float64)[:, None] / 10_000 ** (even / units)
        return torch.where(torch.arange(units) % 2 == 0, angle.sin(), angle.cos()).float()
  `,
};

const module: Helper = {
  name: 'PositionEmbedding',
  needs: [sinusoids],
  source: python`
    class PositionEmbedding(nn.Module):
        """Ids [N, L] -> [N, L, units]: the token's vector plus that of its position; without a vocabulary it adds positions to [N, L, F].
        Beside sinusoids tokens are multiplied by the root of units, as in the paper; learned positions leave them as they are."""

        def __init__(self, length, units, vocabulary=None, learned=True):
            super().__init__()
            self.tokens = None if vocabulary is None else nn.Embedding(vocabulary, units)
            self.scale = 1.0 if learned else units ** 0.5
            if learned:
                self.positions = nn.Parameter(torch.zeros(length, units))
            else:
                self.register_buffer("positions", sinusoids(length, units), persistent=False)

        def forward(self, x):
            return (x if self.tokens is None else self.tokens(x) * self.scale) + self.positions
  `,
};

export const positionEmbeddingTwin = twinOf(positionEmbedding, (layer) => {
  const { self, params, one, output } = layer;
  const { dtype, shape, code } = one();
  const tokens = dtype === 'i32' && shape.length === 1;
  const vocabulary = tokens && `vocabulary=${at(shapeOf(layer, 'embeddings'), 0)}`;
  const parts = listed(
    String(at(shape, 0)),
    String(last(output.shape)),
    vocabulary,
    params.positions !== 'learned' && 'learned=False',
  );
  return {
    module: `PositionEmbedding(${parts})`,
    helpers: [module],
    result: `${self}(${tokens ? code : real(one())})`,
    ...(tokens ? { mask: tokenMask(code, shape) } : {}),
    places: { embeddings: { name: 'tokens.weight' }, positions: { name: 'positions' } },
  };
});
