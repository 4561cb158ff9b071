import { useMemo } from 'react';
import { useDerived, useProject } from '../../../store/react.tsx';
import { type PaletteItem, paletteItems } from './palette-items.ts';
import { useWords } from './use-words.ts';

export function usePaletteItems(): readonly PaletteItem[] {
  const project = useProject((current) => current);
  const { signature } = useDerived();
  const words = useWords();
  return useMemo(() => paletteItems(project, signature, words), [project, signature, words]);
}
