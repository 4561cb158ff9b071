import { ActionIcon } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { datasets } from '../../../core/data/registry.ts';
import type { Project } from '../../../core/project/schema.ts';
import { useTranslation } from '../../common/use-translation.ts';

async function play(samples: Float32Array, sampleRate: number): Promise<void> {
  const context = new AudioContext();
  const buffer = context.createBuffer(1, samples.length, sampleRate);
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  source.onended = () => void context.close();
  source.start();
}

/** Plays the sound of a sample, where the data set can make it. */
export function ListenButton({ project, row }: { readonly project: Project; readonly row: number }) {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState(false);
  const dataset = datasets[project.data.dataset];
  if (!dataset?.listen) return null;
  const listen = async (): Promise<void> => {
    setPlaying(true);
    const sound = await dataset.listen?.(dataset.schema.parse(project.data.options), project.seed, row);
    if (sound) await play(sound.samples, sound.sampleRate);
    setPlaying(false);
  };
  return (
    <ActionIcon
      variant="default"
      size={28}
      loading={playing}
      aria-label={t('panels.predictions.listen', { row })}
      title={t('panels.predictions.listen', { row })}
      onClick={() => void listen()}
    >
      <IconVolume size={16} />
    </ActionIcon>
  );
}
