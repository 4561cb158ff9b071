import { multiply } from '../../../../core/layers/merge/multiply.ts';
import { combined } from './combined.ts';
import { twinOf } from './twin.ts';

export const multiplyTwin = twinOf(multiply, ({ at }) => ({ result: combined(at('in'), '*') }));
