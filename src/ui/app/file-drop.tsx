import { Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Playground } from '../../store/playground.ts';
import { usePlayground } from '../../store/react.tsx';
import { useTranslation } from '../common/use-translation.ts';

export async function openDroppedFile(playground: Playground, file: File): Promise<void> {
  await playground.actions.openFile(file.name, new Uint8Array(await file.arrayBuffer()));
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The whole page takes files: a document, safetensors, or a zipped model restores document and weights. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const playground = usePlayground();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) void openDroppedFile(playground, file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [playground]);
  return (
    <>
      {children}
      {over ? (
        <div className="drop-veil">
          <Text fw={600}>{t('app.drop')}</Text>
        </div>
      ) : null}
    </>
  );
}
