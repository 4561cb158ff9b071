import { lstm } from '../../../../core/layers/sequence/lstm.ts';
import { lstmCell } from '../helpers/recurrent.ts';
import { recurrentTwin } from './recurrent.ts';
import { twinOf } from './twin.ts';

export const lstmTwin = twinOf(lstm, (layer) => recurrentTwin(lstmCell, layer));
