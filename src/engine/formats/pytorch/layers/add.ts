import { add } from '../../../../core/layers/merge/add.ts';
import { twinOf } from '../../code/twin.ts';
import { combined } from './combined.ts';

export const addTwin = twinOf(add, ({ at }) => ({ result: combined(at('in'), '+') }));
