import { Menu } from '@mantine/core';
import { inOtherWords } from '../../core/presets/in-other-words.ts';
import type { Language } from '../../core/util/localized.ts';
import { offeredLanguages } from '../../locales/registry.ts';
import { loadExamples } from '../../store/presets.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { readIn } from './language.ts';

/** The languages that the page can be read in: no part of the document. */
export function LanguageItems() {
  const { project, view } = usePlayground();
  const language = useView((state) => state.language);
  /** An example speaks the reader's language for as long as it is one. */
  const speak = async (tag: Language): Promise<void> => {
    const from = view.getState().language;
    const read = await readIn(tag);
    const isExample = await loadExamples().catch(() => null);
    if (isExample?.(project.getState().project)) project.reword((document) => inOtherWords(document, from, read));
    view.set({ language: read });
  };
  return (
    <Menu.RadioGroup value={language}>
      {[...offeredLanguages()].map(([tag, name]) => (
        <Menu.RadioItem key={tag} value={tag} lang={tag} closeMenuOnClick onChange={() => void speak(tag)}>
          {name}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
