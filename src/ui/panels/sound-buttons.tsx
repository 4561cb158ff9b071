import { Button, Text } from '@mantine/core';
import { IconMicrophone, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { InputInfo } from '../../core/project/signature.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { chooseFile } from '../common/choose-file.ts';
import { soundFiles } from '../common/open-file.ts';
import { useTranslation } from '../common/use-translation.ts';

/** A recording that ends when it is told to, or after so many ms: longer sounds are cut in any case. */
const longestMs = 8000;

/** Records from the microphone until `stop` is called; resolves with the sound as a file. Rejects where there is none, or it must not be used. */
async function startRecording(): Promise<{ readonly stop: () => void; readonly sound: Promise<Blob> }> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const sound = new Promise<Blob>((ended) => {
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      ended(new Blob(pieces, { type: recorder.mimeType }));
    });
  });
  recorder.start();
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  setTimeout(stop, longestMs);
  return { stop, sound };
}

/** Takes a sound of the visitor's, from a file or the microphone, for an input [length, bands] of sounds that were brought in; says where it cannot. */
export function SoundButtons({ info, onSound }: { readonly info: InputInfo; readonly onSound: (frames: Float32Array) => void }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<string | null>(null);
  const [recording, setRecording] = useState<'rest' | 'asking' | 'on'>('rest');
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  async function take(sound: Blob, name: string): Promise<void> {
    const { soundFrames } = await import('../../store/sound-frames.ts');
    const found = await soundFrames(new Uint8Array(await sound.arrayBuffer()), info.shape);
    setSaid(!found ? t('answers.sounds.noSound', { file: name }) : found.silent ? t('answers.sounds.silent') : null);
    if (found) onSound(found.frames);
  }
  async function record(): Promise<void> {
    setSaid(null);
    setRecording('asking');
    try {
      const started = await startRecording();
      stop.current = started.stop;
      setRecording('on');
      await take(await started.sound, t('answers.sounds.recording'));
    } catch (error) {
      setSaid(t('answers.sounds.noMicrophone', { reason: reasonOf(error) }));
    }
    setRecording('rest');
  }

  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => chooseFile(soundFiles, (file) => void take(file, file.name))}>
        {t('answers.sounds.sound')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        loading={recording === 'asking'}
        leftSection={
          recording === 'on' ? <IconPlayerStop size={14} aria-hidden="true" /> : <IconMicrophone size={14} aria-hidden="true" />
        }
        onClick={() => (recording === 'on' ? stop.current() : void record())}
      >
        {t(recording === 'on' ? 'answers.sounds.stop' : 'answers.sounds.record')}
      </Button>
      {said === null ? null : (
        <Text size="xs" role="alert">
          {said}
        </Text>
      )}
    </>
  );
}
