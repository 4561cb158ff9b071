import { Group, Text } from '@mantine/core';
import { datasets } from '../../core/data/registry.ts';
import { useDerived, useProject, useRun } from '../../store/react.tsx';
import { SampleImage } from '../common/sample-image.tsx';
import { useSamples } from '../common/use-samples.ts';
import { useTranslation } from '../common/use-translation.ts';
import { TargetPoints } from './target-points.tsx';

const stripCount = 8;
const pointCount = 300;

/** A look at the training data. */
export function SampleStrip() {
  const { t } = useTranslation();
  const { signature } = useDerived();
  const view = useProject((document) => datasets[document.data.dataset]?.view ?? null);
  const loaded = useRun(({ loaded: document }) => document?.data.dataset ?? null);
  const wanted = useProject((document) => document.data.dataset);
  const samples = useSamples('train', 0, view === 'points' ? pointCount : stripCount, false);
  const input = signature?.inputs[0];
  if (!samples || !input || loaded !== wanted) {
    return (
      <Text size="xs" c="dimmed">
        {t('panels.data.samplesEmpty')}
      </Text>
    );
  }
  if (view === 'points') return <TargetPoints samples={samples} />;
  const [height = 1, width = 1, channels = 1] = input.shape;
  const size = height * width * channels;
  const pixels = samples.inputs[input.id];
  if (!(pixels instanceof Float32Array) || pixels.length !== samples.count * size) return null;
  return (
    <Group gap={4} wrap="nowrap" aria-label={t('panels.data.samples')} role="group">
      {Array.from({ length: samples.count }, (_, i) => (
        <SampleImage
          key={samples.rows[i]}
          pixels={pixels.subarray(i * size, (i + 1) * size)}
          height={height}
          width={width}
          channels={channels}
          size={29}
          label={t('panels.predictions.sample', { row: samples.rows[i] ?? 0 })}
        />
      ))}
    </Group>
  );
}
