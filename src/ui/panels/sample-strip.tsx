import { Group, Text } from '@mantine/core';
import { at } from '../../core/util/assert-never.ts';
import { useDataset, useProject } from '../../store/react.tsx';
import { useLoadedData } from '../common/loaded-tasks.ts';
import { lazyPane } from '../common/pane-boundary.tsx';
import { useSamples } from '../common/use-samples.ts';
import { useTranslation } from '../common/use-translation.ts';
import { SampleInput } from './samples/sample-input.tsx';
import { inputsOfRow } from './samples/sample-values.ts';

const TargetPoints = lazyPane(async () => (await import('./target-points.tsx')).TargetPoints);

/** How many samples a first look takes. */
const counts = { image: 8, points: 300, text: 3, table: 1, audio: 2 } as const;

function Strip({ wanted }: { readonly wanted: string }) {
  const { t } = useTranslation();
  const data = useLoadedData();
  const samples = useSamples('train', 0, counts[data?.view ?? 'image'], false);
  if (!samples || data?.project.data.dataset !== wanted) {
    return (
      <Text size="xs" c="dimmed">
        {t('panels.data.samplesEmpty')}
      </Text>
    );
  }
  if (data.view === 'points') return <TargetPoints samples={samples} />;
  return (
    <Group gap={4} wrap={data.view === 'image' ? 'nowrap' : 'wrap'} aria-label={t('panels.data.samples')} role="group">
      {Array.from({ length: samples.count }, (_, i) => (
        <div key={at(samples.rows, i)} className="strip-sample" data-view={data.view}>
          <SampleInput
            data={data}
            sample={inputsOfRow(samples.inputs, samples.count, i)}
            size={29}
            label={t('panels.predictions.sample', { row: at(samples.rows, i) })}
          />
        </div>
      ))}
    </Group>
  );
}

/** A look at the training data. Its room is kept from the beginning, by what is to come. */
export function SampleStrip() {
  const wanted = useProject((document) => document.data.dataset);
  const view = useDataset(wanted)?.view;
  return (
    <div className="sample-strip" data-view={view}>
      <Strip wanted={wanted} />
    </div>
  );
}
