import { embedding } from '../../../../core/layers/sequence/embedding.ts';
import { shapeOf, twinOf } from '../../code/twin.ts';
import { tokenMask } from '../helpers/tokens.ts';
import { pyTuple } from '../python.ts';

export const embeddingTwin = twinOf(embedding, (layer) => {
  const { self, one } = layer;
  const mask = tokenMask(one().code, one().shape);
  return {
    module: `nn.Embedding${pyTuple(shapeOf(layer, 'embeddings'))}`,
    result: `${self}(${one().code})`,
    ...(mask ? { mask } : {}),
    places: { embeddings: { name: 'weight' } },
  };
});
