import { Tabs } from '@mantine/core';
import { Suspense, useRef } from 'react';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { PaneBoundary } from '../../common/pane-boundary.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { onePane } from '../pane-sizes.ts';
import { resultsTabs } from './registry.ts';
import type { ResultsTab } from './tab.ts';

/** The tabs that the document on the screen has a use for; of these the one that was chosen last, else the first. */
export function ResultsTabs({ tabs = resultsTabs }: { readonly tabs?: readonly ResultsTab[] }) {
  const localized = useLocalized();
  const { view } = usePlayground();
  const offered = useProject((project) =>
    tabs
      .filter((tab) => tab.offered?.(project) ?? true)
      .map(({ id }) => id)
      .join(),
  ).split(',');
  const chosen = useView((state) => state.tab);
  const hidden = useView((state) => state.hidden);
  const list = useRef<HTMLDivElement>(null);
  const shown = tabs.filter(({ id }) => offered.includes(id) && !hidden.includes(`tab:${id}`));
  const current = shown.find(({ id }) => id === chosen) ?? shown[0];
  if (!current) return null;
  const choose = (tab: string | null): void => {
    if (tab === null) return;
    view.set({ tab });
    // On a phone, and where it is presented, it stands below the curves, out of sight.
    if (window.innerWidth < onePane || view.getState().presenting) list.current?.scrollIntoView({ block: 'start' });
  };
  const rows = {
    '--tabs': shown.length,
    '--tabs-in-two': Math.ceil(shown.length / 2),
    '--tabs-in-three': Math.ceil(shown.length / 3),
  };
  return (
    <Tabs value={current.id} onChange={choose} className="insights" style={rows}>
      <Tabs.List ref={list}>
        {shown.map(({ id, title }) => (
          <Tabs.Tab key={id} value={id}>
            {localized(title)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={current.id} className="insight-panel">
        <PaneBoundary>
          <Suspense fallback={null}>
            <current.Content />
          </Suspense>
        </PaneBoundary>
      </Tabs.Panel>
    </Tabs>
  );
}
