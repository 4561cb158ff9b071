import { presetsReachTheirOutcomes } from './testing/preset-outcomes.ts';

presetsReachTheirOutcomes(2, 3);
