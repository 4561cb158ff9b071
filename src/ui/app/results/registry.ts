import { answersTab } from './answers.ts';
import { codeTab } from './code.ts';
import { compareTab } from './compare.ts';
import { conflictTab } from './conflict.ts';
import { confusionTab } from './confusion.ts';
import { healthTab } from './health.ts';
import { metricsTab } from './metrics.ts';
import { predictionsTab } from './predictions.ts';
import { runsTab } from './runs.ts';
import type { ResultsTab } from './tab.ts';
import { tryItTab } from './try-it.ts';

/** The tabs of the results from left to right; the first is open until another was chosen. */
export const resultsTabs: readonly ResultsTab[] = [
  predictionsTab,
  confusionTab,
  tryItTab,
  metricsTab,
  answersTab,
  conflictTab,
  healthTab,
  compareTab,
  runsTab,
  codeTab,
];
