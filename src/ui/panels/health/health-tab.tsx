import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '../../common/use-translation.ts';
import { AttackView } from './attack-view.tsx';
import './health.css';
import { LayersView } from './layers-view.tsx';

const contents = { layers: LayersView, attack: AttackView } as const;
const views = ['layers', 'attack'] as const;

/** Whether a network trains as it should, and what it withstands. */
export function HealthTab() {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>('layers');
  const Content = contents[view];
  return (
    <div className="health">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('health.view')}
        value={view}
        onChange={(value) => setView(views.find((id) => id === value) ?? 'layers')}
        data={views.map((id) => ({ value: id, label: t(`health.views.${id}`) }))}
      />
      <Content />
    </div>
  );
}
