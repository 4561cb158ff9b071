import type { ComponentType } from 'react';
import type { ViewState } from '../../store/view-state.ts';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';

type Dialog = NonNullable<ViewState['dialog']>;

const dialogs: Readonly<Record<Dialog, ComponentType>> = {
  offline: lazyPane(() => withRareStrings(async () => (await import('./offline/offline-dialog.tsx')).OfflineDialog)),
  projects: lazyPane(() => withRareStrings(async () => (await import('./projects/projects-dialog.tsx')).ProjectsDialog)),
  figures: lazyPane(() => withRareStrings(async () => (await import('../figures/figures-dialog.tsx')).FiguresDialog)),
};

/** What is open over the page. */
export function PageDialog({ which }: { readonly which: Dialog }) {
  const Shown = dialogs[which];
  return <Shown />;
}
