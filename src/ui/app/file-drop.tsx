import { Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { usePlayground } from '../../store/react.tsx';
import { openFile, openFiles } from '../common/open-file.ts';
import { useTranslation } from '../common/use-translation.ts';

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
      const { files, items } = event.dataTransfer ?? {};
      // A folder stands among the files as one that cannot be read.
      const entries = [...(items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
      const file = files?.[0];
      if (entries.length > 1 || entries.some(({ isDirectory }) => isDirectory)) void openFiles(playground, entries);
      else if (file) void openFile(playground, file);
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
