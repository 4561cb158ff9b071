import { presetsReachTheirOutcomes } from './testing/preset-outcomes.ts';

presetsReachTheirOutcomes(0, 3);
