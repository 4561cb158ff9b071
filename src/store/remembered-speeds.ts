import { z } from 'zod';
import { backendIds, executorIds, type RememberedSpeeds } from '../core/runs/executor-info.ts';
import type { SmallStorage } from './persistence/safe-storage.ts';

/** How fast which executor ran programs of which size on this device, from visit to visit. */
export interface SpeedStore {
  all(): readonly RememberedSpeeds[];
  keep(speeds: RememberedSpeeds): void;
}

const storageKey = 'mtl-playground.speeds';
/** The newest are kept. */
const mostKept = 64;

const schema = z.array(
  z.object({
    key: z.string(),
    measured: z
      .array(
        z.object({
          id: z.enum(executorIds),
          backend: z.enum(backendIds),
          threads: z.number().int().positive().optional(),
          stepsPerSecond: z.number().positive(),
        }),
      )
      .min(1),
  }),
);

/**
 * Keeps speeds in a browser's storage. Storage may be forbidden, full, or hold what another version wrote: then they are measured again.
 */
export function createSpeedStore(storage: Pick<SmallStorage, 'getItem' | 'setItem'>): SpeedStore {
  function all(): readonly RememberedSpeeds[] {
    try {
      const parsed = schema.safeParse(JSON.parse(storage.getItem(storageKey) ?? '[]'));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  }
  return {
    all,
    keep(speeds) {
      const others = all().filter(({ key }) => key !== speeds.key);
      try {
        storage.setItem(storageKey, JSON.stringify([...others, speeds].slice(-mostKept)));
      } catch {
        // Full or forbidden: the next visit takes a tenth of a second longer.
      }
    },
  };
}
