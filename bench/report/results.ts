import type { GpuCounts } from '../counts/counts.ts';
import type { NullCosts } from '../counts/null-process.ts';
import type { Row } from '../measure/row.ts';
import type { VectorPeak } from '../measure/vector-peak.ts';
import type { ImportWork } from '../page-work/import.ts';
import type { LongTasks } from '../page-work/many-runs.ts';
import type { PagesWork } from '../page-work/page-work.ts';
import type { PairCost } from '../pairs/pair.ts';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly chromium: string;
  /** Processes that wanted to run, mean of a minute, before and after (not on Windows). */
  readonly loads: readonly number[];
}

/** Everything that one run of the bench found. */
export interface Results {
  readonly form: 'full' | 'short';
  readonly date: string;
  readonly machine: Machine;
  readonly rows: readonly Row[];
  /** In Chromium. */
  readonly pairs: readonly PairCost[];
  readonly nullCosts: readonly NullCosts[];
  /** Counted in Chromium on its WebGPU adapter. */
  readonly chromiumCounts: readonly { readonly model: string; readonly counts: GpuCounts }[];
  /** Bytes of JavaScript, gzipped, that the built page loads before anything else; null without a build. */
  readonly firstLoadBytes: number | null;
  /** Null where there is no build, or in the short form. */
  readonly pageWork: PagesWork | null;
  /** Seconds of an experiment with one worker of the pool and with two; null as above. */
  readonly pool: { readonly one: number; readonly two: number } | null;
  /** The page with many runs in its list; null as above. */
  readonly manyRuns: readonly LongTasks[] | null;
  /** A large table that is brought in; null as above. */
  readonly imported: ImportWork | null;
  /** How fast vectors are in Node, where nothing else is to be done; null in the short form. */
  readonly vectors: VectorPeak | null;
  /** What could not be measured at all, and why. */
  readonly problems: readonly string[];
}
