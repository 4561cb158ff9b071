import { gru } from '../../../../core/layers/sequence/gru.ts';
import { gruCell } from '../helpers/recurrent.ts';
import { recurrentTwin } from './recurrent.ts';
import { twinOf } from './twin.ts';

export const gruTwin = twinOf(gru, (layer) => recurrentTwin(gruCell, layer));
