import { train, trainReference, worstDifference } from '../../self-test/exercise.ts';
import { runOn, runReference, worstOf } from '../run.ts';
import { clearOfKinks } from '../starts.ts';
import { regularized } from './weighing.ts';

/** What computes runs in float64, plays, weighs and compares them, and chooses their starts; how programs come about is no part of it. */
export const judges = [runReference, runOn, worstOf, train, trainReference, worstDifference, clearOfKinks, regularized];
