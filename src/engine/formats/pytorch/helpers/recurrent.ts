import type { Helper } from '../../code/helper.ts';
import { python } from '../python.ts';

const unroll: Helper = {
  name: 'unroll',
  source: python`
    def unroll(cell, x, mask=None, start=None, backwards=False):
        """The state [N, units] after every position of [N, L, F], in the order of positions; at padding it stays as it is."""
        x = cell.kernel(x)
        zeros = x.new_zeros(x.shape[0], cell.units)
        states = (zeros if start is None else start,) + (zeros,) * (cell.states - 1)
        outputs = []
        for t in range(x.shape[1] - 1, -1, -1) if backwards else range(x.shape[1]):
            after = cell.step(x[:, t], *states)
            if mask is not None:
                after = tuple(torch.where(mask[:, t:t + 1], new, old) for new, old in zip(after, states))
            states = after
            outputs.append(states[0])
        return outputs[::-1] if backwards else outputs
  `,
};

const recurrent: Helper = {
  name: 'Recurrent',
  needs: [unroll],
  source: python`
    class Recurrent(nn.Module):
        """[N, L, F] -> the last state [N, units], or all of them [N, L, units]; in both directions twice as many units."""

        def __init__(self, cell, inputs, units, every=False, bidirectional=False):
            super().__init__()
            self.ahead = cell(inputs, units)
            self.back = cell(inputs, units) if bidirectional else None
            self.every = every

        def forward(self, x, mask=None, start=None):
            ahead = unroll(self.ahead, x, mask, start)
            back = None if self.back is None else unroll(self.back, x, mask, start, backwards=True)
            if self.every:
                parts = [torch.stack(states, 1) for states in (ahead, back) if states is not None]
            else:
                parts = [ahead[-1]] if back is None else [ahead[-1], back[0]]
            return torch.cat(parts, -1)
  `,
};

export const gruCell: Helper = {
  name: 'GRUCell',
  needs: [recurrent],
  source: python`
    class GRUCell(nn.Module):
        """z, r and h; the reset gate acts before the product with the recurrent kernel, as in the paper. nn.GRU lets it act after it,
        with two biases, and so is another function."""

        states = 1

        def __init__(self, inputs, units):
            super().__init__()
            self.units = units
            self.kernel = nn.Linear(inputs, 3 * units)
            self.recurrent = nn.Linear(units, 3 * units, bias=False)

        def step(self, x, h):
            of_gates, of_proposal = self.recurrent.weight.split((2 * self.units, self.units))
            gates, proposal = x.split((2 * self.units, self.units), -1)
            update, reset = torch.sigmoid(gates + F.linear(h, of_gates)).chunk(2, -1)
            proposal = torch.tanh(proposal + F.linear(reset * h, of_proposal))
            return (proposal + update * (h - proposal),)
  `,
};

export const lstmCell: Helper = {
  name: 'LSTMCell',
  needs: [recurrent],
  source: python`
    class LSTMCell(nn.Module):
        """i, f, g and o as nn.LSTM has them, with one bias instead of two; unrolled, because states stay as they are at padding."""

        states = 2

        def __init__(self, inputs, units):
            super().__init__()
            self.units = units
            self.kernel = nn.Linear(inputs, 4 * units)
            self.recurrent = nn.Linear(units, 4 * units, bias=False)

        def step(self, x, h, c):
            i, f, g, o = (x + self.recurrent(h)).chunk(4, -1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            return torch.sigmoid(o) * torch.tanh(c), c
  `,
};
