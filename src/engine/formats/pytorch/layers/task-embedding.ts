import { taskEmbedding } from '../../../../core/layers/sequence/task-embedding.ts';
import type { Helper } from '../../code/helper.ts';
import { last, twinOf } from '../../code/twin.ts';
import { python, real } from '../python.ts';

const module: Helper = {
  name: 'TaskEmbedding',
  source: python`
    class TaskEmbedding(nn.Module):
        """A learned vector that is added everywhere, or stands before a sequence as its first position."""

        def __init__(self, features, prepend=False):
            super().__init__()
            self.embedding = nn.Parameter(torch.zeros(features))
            self.prepend = prepend

        def forward(self, x):
            if not self.prepend:
                return x + self.embedding
            return torch.cat((self.embedding.expand(x.shape[0], 1, -1), x), 1)
  `,
};

export const taskEmbeddingTwin = twinOf(taskEmbedding, ({ self, params, one }) => {
  const prepend = params.place === 'prepend';
  const { mask, shape } = one();
  return {
    module: `TaskEmbedding(${last(shape)}${prepend ? ', prepend=True' : ''})`,
    helpers: [module],
    result: `${self}(${real(one())})`,
    ...(prepend ? { mask: mask && `F.pad(${mask}, (1, 0), value=True)` } : {}),
    places: { embedding: { name: 'embedding' } },
  };
});
