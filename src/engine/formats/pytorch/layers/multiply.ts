import { multiply } from '../../../../core/layers/merge/multiply.ts';
import { twinOf } from '../../code/twin.ts';
import { combined } from './combined.ts';

export const multiplyTwin = twinOf(multiply, ({ at }) => ({ result: combined(at('in'), '*') }));
