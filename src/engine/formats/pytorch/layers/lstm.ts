import { lstm } from '../../../../core/layers/sequence/lstm.ts';
import { twinOf } from '../../code/twin.ts';
import { lstmCell } from '../helpers/recurrent.ts';
import { recurrentTwin } from './recurrent.ts';

export const lstmTwin = twinOf(lstm, (layer) => recurrentTwin(lstmCell, layer));
