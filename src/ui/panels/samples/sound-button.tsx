import { ActionIcon } from '@mantine/core';
import { IconPlayerStopFilled, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Project } from '../../../core/project/schema.ts';
import { useDataset } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';

/** Plays samples in [−1, 1]; `ended` is called once, when they are over or were stopped. Null where the browser plays no sound. */
function play(samples: Float32Array, sampleRate: number, ended: () => void): (() => void) | null {
  try {
    const context = new AudioContext();
    const buffer = context.createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(Float32Array.from(samples), 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => {
      void context.close();
      ended();
    };
    source.start();
    return () => source.stop();
  } catch {
    return null;
  }
}

type Playing = 'silent' | 'preparing' | 'playing' | 'mute';

/** Plays the sound of a sample; pressed again it stops. */
export function SoundButton({ project, row }: { readonly project: Project; readonly row: number }) {
  const { t } = useTranslation();
  const [state, setState] = useState<Playing>('silent');
  const stop = useRef<(() => void) | null>(null);
  // A sample that is no longer shown is not heard either.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sound is that of the row
  useEffect(() => () => stop.current?.(), [row]);
  const dataset = useDataset(project.data.dataset);
  const listen = async (): Promise<void> => {
    setState('preparing');
    const sound = await dataset?.listen?.(dataset.schema.parse(project.data.options), project.seed, row);
    stop.current = sound
      ? play(sound.samples, sound.sampleRate, () => {
          stop.current = null;
          setState('silent');
        })
      : null;
    setState(stop.current ? 'playing' : 'mute');
  };
  const label = t(`panels.predictions.${state === 'playing' ? 'silence' : state === 'mute' ? 'mute' : 'listen'}`, { row });
  const Drawn = state === 'playing' ? IconPlayerStopFilled : state === 'mute' ? IconVolumeOff : IconVolume;
  return (
    <ActionIcon
      variant="default"
      size={28}
      loading={state === 'preparing'}
      data-playing={state === 'playing' || undefined}
      aria-label={label}
      title={label}
      onClick={() => {
        if (state === 'playing') stop.current?.();
        else void listen();
      }}
    >
      <Drawn size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
