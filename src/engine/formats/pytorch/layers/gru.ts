import { gru } from '../../../../core/layers/sequence/gru.ts';
import { twinOf } from '../../code/twin.ts';
import { gruCell } from '../helpers/recurrent.ts';
import { recurrentTwin } from './recurrent.ts';

export const gruTwin = twinOf(gru, (layer) => recurrentTwin(gruCell, layer));
