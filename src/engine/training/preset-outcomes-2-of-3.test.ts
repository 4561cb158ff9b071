import { presetsReachTheirOutcomes } from './testing/preset-outcomes.ts';

presetsReachTheirOutcomes(1, 3);
