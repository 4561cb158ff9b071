import { ActionIcon } from '@mantine/core';
import { IconPhotoDown } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { usePlayground } from '../../../store/react.tsx';
import { useTranslation } from '../use-translation.ts';
import type { Drawing } from './figure-of.ts';
import { offersOf } from './offers.ts';
import './take-picture.css';

type Untitled<D> = D extends { readonly title: string } ? Omit<D, 'title'> : never;

/** Offers the chart that it stands at among the pictures to take along, and opens these with it. `draw` is asked only then. */
export function TakePicture({ title, draw }: { readonly title: string; readonly draw: () => Untitled<Drawing> }) {
  const { t } = useTranslation();
  const playground = usePlayground();
  const id = useId();
  const latest = useRef({ title, draw });
  useEffect(() => {
    latest.current = { title, draw };
  });
  useEffect(
    () => offersOf(playground).offer({ id, draw: () => ({ ...latest.current.draw(), title: latest.current.title }) }),
    [playground, id],
  );
  return (
    <ActionIcon
      className="take-picture"
      size="xs"
      variant="subtle"
      color="gray"
      aria-label={t('figures.take', { title })}
      title={t('figures.take', { title })}
      onClick={() => {
        offersOf(playground).choose(id);
        playground.view.set({ dialog: 'figures' });
      }}
    >
      <IconPhotoDown size={14} aria-hidden="true" />
    </ActionIcon>
  );
}
