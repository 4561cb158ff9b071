import { createContext, useContext, useSyncExternalStore } from 'react';
import { invariant } from '../../core/util/assert-never.ts';
import type { Landscape, LandscapeState } from '../../store/landscape.ts';

export const LandscapeContext = createContext<Landscape | null>(null);

export function useLandscape(): Landscape {
  const landscape = useContext(LandscapeContext);
  invariant(landscape !== null, 'a component stands inside the landscape');
  return landscape;
}

/** What the selector returns must be stable, or the component renders at every report. */
export function useLandscapeState<T>(selector: (state: LandscapeState) => T): T {
  const { subscribe, getState } = useLandscape();
  return useSyncExternalStore(subscribe, () => selector(getState()));
}
