import { type ComponentType, useEffect, useState } from 'react';
import { loadLongTexts } from '../../locales/registry.ts';
import type { ViewState } from '../../store/view-state.ts';
import { openerOf } from '../common/opener-of.ts';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { loadSharing } from './load-sharing.ts';

/** Those that the view opens by a name, and those that it opens each in its own way. */
type Dialog = NonNullable<ViewState['dialog']> | 'keys' | 'landscape' | 'importing';

const dialogs: Readonly<Record<Dialog, ComponentType>> = {
  offline: lazyPane(() => withRareStrings(async () => (await import('./offline/offline-dialog.tsx')).OfflineDialog)),
  projects: lazyPane(() => withRareStrings(async () => (await import('./projects/projects-dialog.tsx')).ProjectsDialog)),
  figures: lazyPane(() => withRareStrings(async () => (await import('../figures/figures-dialog.tsx')).FiguresDialog)),
  sheet: lazyPane(() => withRareStrings(async () => (await loadSharing()).SheetDialog)),
  handed: lazyPane(() => withRareStrings(async () => (await loadSharing()).HandedDialog)),
  keys: lazyPane(() => withRareStrings(async () => (await import('./key-list.tsx')).KeyList)),
  landscape: lazyPane(() => withRareStrings(async () => (await import('../landscape/landscape-dialog.tsx')).LandscapeDialog)),
  // With what is said of a visitor's own data.
  importing: lazyPane(() =>
    withRareStrings(
      async () => (await Promise.all([import('../own-data/import-dialog.tsx'), loadLongTexts('en')]))[0].ImportDialog,
    ),
  ),
};

/** What is open over the page. Once it is closed, the focus is where it was opened, unless somebody has put it elsewhere. */
export function PageDialog({ which }: { readonly which: Dialog }) {
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(
    () => () => {
      if (document.activeElement === document.body) opener?.focus({ preventScroll: true });
    },
    [opener],
  );
  const Shown = dialogs[which];
  return <Shown />;
}
