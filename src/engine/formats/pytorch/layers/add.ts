import { add } from '../../../../core/layers/merge/add.ts';
import { combined } from './combined.ts';
import { twinOf } from './twin.ts';

export const addTwin = twinOf(add, ({ at }) => ({ result: combined(at('in'), '+') }));
