import type { Project } from '../core/project/schema.ts';
import { lookingParts } from './persistence/left-out.ts';
import type { ViewStore } from './view-store.ts';

/** So many nodes are looked at in no time. */
export const fewNodes = 120;

/**
 * Looks at a document that is to be opened; at a large one, or at `any`, in parts, between which hands have the page (`rest`). Resolves with whether nothing
 * else was opened meanwhile, rejects where it cannot be shown.
 */
export const createLookAhead =
  (view: ViewStore, rest?: () => Promise<void>) =>
  async (next: Project, size: 'large' | 'any' = 'large'): Promise<boolean> => {
    const { opened } = view.getState();
    const pause = async (): Promise<void> => {
      if (size === 'any' || next.graph.nodes.length > fewNodes) await rest?.();
    };
    for (const part of lookingParts) {
      await pause();
      part(next);
    }
    await pause();
    return view.getState().opened === opened;
  };
