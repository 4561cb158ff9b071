import { useMemo } from 'react';
import { useDerived, useProject, useView } from '../../../store/react.tsx';
import { type PaletteItem, paletteItems } from './palette-items.ts';
import { useWords } from './use-words.ts';

export function usePaletteItems(): readonly PaletteItem[] {
  const project = useProject((current) => current);
  const { signature } = useDerived();
  const words = useWords();
  const hidden = useView((view) => view.hidden);
  return useMemo(
    () => paletteItems(project, signature, words).filter(({ kind }) => !hidden.includes(`layer:${kind}`)),
    [project, signature, words, hidden],
  );
}
