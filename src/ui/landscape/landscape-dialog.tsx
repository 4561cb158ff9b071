import { Group, Modal, NativeSelect, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { createLandscape, type Landscape } from '../../store/landscape.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { lessonHost } from '../common/lesson-host.ts';
import { useTranslation } from '../common/use-translation.ts';
import { Methods, StartChoices } from './choices.tsx';
import { Controls } from './controls.tsx';
import './landscape.css';
import { Picture, type Shown } from './picture.tsx';
import { ReachedTable } from './reached.tsx';
import { LandscapeContext, useLandscape, useLandscapeState } from './use-landscape.ts';

const surfaces = ['both', 'first', 'second', 'mean'] as const satisfies readonly Shown[];

/** What is drawn, and of which variant of the toy. */
function View({ shown, onShown }: { readonly shown: Shown; readonly onShown: (shown: Shown) => void }) {
  const { t } = useTranslation();
  const landscape = useLandscape();
  const first = useLandscapeState(({ scale }) => scale.first);
  return (
    <Group gap="xs" align="end">
      <NativeSelect
        size="xs"
        label={t('landscape.surface')}
        value={shown}
        data={surfaces.map((value) => ({ value, label: t(`landscape.surfaces.${value}`) }))}
        onChange={({ currentTarget: { value } }) => onShown(surfaces.find((one) => one === value) ?? 'both')}
      />
      <NativeSelect
        size="xs"
        label={t('landscape.scale')}
        value={String(first)}
        data={[
          { value: '0.1', label: t('landscape.scales.small') },
          { value: '1', label: t('landscape.scales.one') },
        ]}
        onChange={({ currentTarget: { value } }) => landscape.setScale({ first: Number(value) })}
      />
      <p className="landscape-legend">
        {shown === 'both' || shown === 'first' ? <span data-surface="first">{t('landscape.surfaces.first')}</span> : null}
        {shown === 'both' || shown === 'second' ? <span data-surface="second">{t('landscape.surfaces.second')}</span> : null}
        {shown === 'mean' ? <span data-surface="mean">{t('landscape.surfaces.mean')}</span> : null}
        <span data-surface="front">{t('landscape.front')}</span>
      </p>
    </Group>
  );
}

/** The toy of CAGrad, Nash-MTL and FAMO: where every method goes on the landscape of two losses. Its worker ends with it. */
export function LandscapeDialog() {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const narrow = useMediaQuery('(max-width: 800px)', false, { getInitialValueInEffect: false });
  const covered = useView(({ dialog }) => dialog !== null);
  const [landscape, setLandscape] = useState<Landscape | null>(null);
  const [shown, setShown] = useState<Shown>('both');
  useEffect(() => {
    const made = createLandscape();
    setLandscape(made);
    const stop = made.subscribe(({ done, methods, starts }) => {
      if (done && starts.some(({ on }) => on)) view.set({ walked: methods.filter((id) => id !== null) });
    });
    return () => {
      stop();
      made.end();
    };
  }, [view]);
  // Beside the picture, or in sight below it.
  const host = <div ref={lessonHost.join} className="lesson-host" />;
  return (
    <Modal
      opened
      onClose={() => view.set({ landscape: false })}
      title={t('landscape.title')}
      size={1120}
      fullScreen={narrow}
      lockScroll={false}
      // A dialog over it closes first.
      closeOnEscape={!covered}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {landscape ? (
        <LandscapeContext value={landscape}>
          <div className="landscape">
            <div className="landscape-left">
              <Picture shown={shown} />
              <Controls />
              <View shown={shown} onShown={setShown} />
            </div>
            <div className="landscape-right">
              {narrow ? null : host}
              <Text size="sm">{t('landscape.intro')}</Text>
              <ReachedTable />
              <Methods />
              <StartChoices />
              <Text size="xs" c="dimmed">
                {t('landscape.note')}
              </Text>
            </div>
          </div>
          {narrow ? host : null}
        </LandscapeContext>
      ) : null}
    </Modal>
  );
}
