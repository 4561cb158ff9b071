import { embedding } from '../../../../core/layers/sequence/embedding.ts';
import { tokenMask } from '../helpers/tokens.ts';
import { pyTuple } from '../python.ts';
import { shapeOf, twinOf } from './twin.ts';

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
