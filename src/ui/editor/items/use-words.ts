import { useMemo } from 'react';
import { useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { NodeWords } from '../elements/node-words.ts';
import type { PaletteWords } from './palette-items.ts';

/** The words of node cards and of the palette in the reader's language; the same object until the language changes. */
export function useWords(): NodeWords & PaletteWords {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  return useMemo(
    () => ({
      language,
      input: t('editor.node.input'),
      output: t('editor.node.output'),
      inputSummary: t('editor.node.inputSummary'),
      outputSummary: (task: string) => t('editor.node.outputSummary', { task }),
      frozen: t('editor.node.frozen'),
      off: t('editor.node.off'),
      weightless: t('editor.node.weightless'),
      parameters: (number: string) => t('editor.node.parameters', { number }),
      serves: (tasks: string) => t('editor.node.serves', { tasks }),
      servesNone: t('editor.node.servesNone'),
    }),
    [t, language],
  );
}
