import type { ComponentType } from 'react';
import type { ViewState } from '../../store/view-state.ts';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';

type Dialog = NonNullable<ViewState['dialog']>;

const dialogs: Readonly<Record<Dialog, ComponentType>> = {
  offline: lazyPane(() => withRareStrings(async () => (await import('./offline/offline-dialog.tsx')).OfflineDialog)),
  figures: lazyPane(() => withRareStrings(async () => (await import('../figures/figures-dialog.tsx')).FiguresDialog)),
  sheet: lazyPane(() => withRareStrings(async () => (await import('./classroom/sheet-dialog.tsx')).SheetDialog)),
  handed: lazyPane(() => withRareStrings(async () => (await import('./classroom/handed-dialog.tsx')).HandedDialog)),
};

/** What is open over the page. */
export function PageDialog({ which }: { readonly which: Dialog }) {
  const Shown = dialogs[which];
  return <Shown />;
}
