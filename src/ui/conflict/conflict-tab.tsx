import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { derive } from '../../store/derived.ts';
import { useRun } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { AffinityView } from './affinity-view.tsx';
import './conflict.css';
import { GradientsView } from './gradients-view.tsx';
import { KnowledgeView } from './knowledge-view.tsx';
import { LayersView } from './layers-view.tsx';
import { useShared } from './use-shared.ts';

const contents = { gradients: GradientsView, layers: LayersView, affinity: AffinityView, knowledge: KnowledgeView } as const;
const views = ['gradients', 'layers', 'affinity', 'knowledge'] as const;
type View = (typeof views)[number];

/** Why tasks help or hurt one another: how their gradients agree on what they share, and where. */
export function ConflictTab() {
  const { t } = useTranslation();
  const shared = useShared();
  const [view, setView] = useState<View>('gradients');
  const sharing = useRun((run) => {
    const document = run.shown?.project;
    if (!document) return true;
    const frozen = new Set(document.graph.nodes.filter((node) => node.frozen).map(({ id }) => id));
    const nodes = [...(derive(document).analysis?.nodes ?? [])];
    return nodes.some(([id, { tasks, parameterCount }]) => tasks.length > 1 && parameterCount > 0 && !frozen.has(id));
  });
  const Content = contents[view];
  return (
    <div className="conflict">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('conflict.view')}
        value={view}
        onChange={(value) => setView(views.find((id) => id === value) ?? 'gradients')}
        data={views.map((id) => ({ value: id, label: t(`conflict.views.${id}`) }))}
      />
      {shared.last === null ? (
        <Text size="sm" c="dimmed">
          {t(sharing ? 'conflict.empty' : 'conflict.nothingShared')}
        </Text>
      ) : (
        <Content shared={shared} />
      )}
    </div>
  );
}
