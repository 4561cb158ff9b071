import type { Helper } from '../../code/helper.ts';
import type { Place } from '../../code/twin.ts';
import { python } from '../python.ts';
import { maskedSoftmax } from './masks.ts';

export const attention: Helper = {
  name: 'Attention',
  needs: [maskedSoftmax],
  source: python`
    class Attention(nn.Module):
        """Scaled dot-product attention with several heads (Vaswani et al., 2017): a sequence [N, L, F] asks itself, or a memory [N, M, G].
        Unlike nn.MultiheadAttention heads have a size of their own, and a sequence of nothing but padding gives the output's bias."""

        def __init__(self, features, heads, size, memory=None, causal=False, dropout=0.0):
            super().__init__()
            self.heads, self.size, self.causal = heads, size, causal
            width = heads * size
            if memory is None:
                self.query_key_value = nn.Linear(features, 3 * width)
            else:
                self.query = nn.Linear(features, width)
                self.key_value = nn.Linear(memory, 2 * width)
            self.output = nn.Linear(width, features)
            self.dropout = nn.Dropout(dropout)

        def forward(self, x, mask=None, memory=None, memory_mask=None):
            n, queries, _ = x.shape
            if memory is None:
                parts = self.query_key_value(x).chunk(3, -1)
            else:
                parts = self.query(x), *self.key_value(memory).chunk(2, -1)
                mask = memory_mask
            query, key, value = (part.reshape(n, -1, self.heads, self.size).transpose(1, 2) for part in parts)
            scores = (query / self.size ** 0.5) @ key.transpose(-1, -2)  # [N, heads, queries, keys]
            allowed = torch.ones_like(scores[:1, :1], dtype=torch.bool)
            if self.causal:
                allowed = allowed.tril()
            if mask is not None:
                allowed = allowed & mask[:, None, None, :]
            shares = self.dropout(masked_softmax(scores, allowed))
            return self.output((shares @ value).transpose(1, 2).reshape(n, queries, -1))
  `,
};

/** Where the parameters of an attention stand whose names begin with `name`, in the module at `at`. */
export const attentionPlaces = (name: string, at: string): Record<string, Place> => ({
  [`${name}Kernel`]: { name: `${at}query_key_value.weight`, permutation: [1, 0] },
  [`${name}Bias`]: { name: `${at}query_key_value.bias` },
  [`${name}QueryKernel`]: { name: `${at}query.weight`, permutation: [1, 0] },
  [`${name}QueryBias`]: { name: `${at}query.bias` },
  [`${name}MemoryKernel`]: { name: `${at}key_value.weight`, permutation: [1, 0] },
  [`${name}MemoryBias`]: { name: `${at}key_value.bias` },
  [`${name}OutputKernel`]: { name: `${at}output.weight`, permutation: [1, 0] },
  [`${name}OutputBias`]: { name: `${at}output.bias` },
});
