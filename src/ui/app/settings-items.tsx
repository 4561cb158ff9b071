import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconMoon, IconSun } from '@tabler/icons-react';
import { inOtherWords } from '../../core/presets/in-other-words.ts';
import type { Language } from '../../core/util/localized.ts';
import { offeredLanguages } from '../../locales/registry.ts';
import { loadExamples } from '../../store/presets.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import type { ThemeChoice } from '../../store/view-state.ts';
import { useTranslation } from '../common/use-translation.ts';
import { readIn } from './language.ts';

const themes = [
  { choice: 'light', Icon: IconSun },
  { choice: 'dark', Icon: IconMoon },
  { choice: 'auto', Icon: IconDeviceDesktop },
] as const satisfies readonly { readonly choice: ThemeChoice; readonly Icon: typeof IconSun }[];

/** Language and theme: neither is part of the document. */
export function SettingsItems() {
  const { t } = useTranslation();
  const { project, view } = usePlayground();
  const language = useView((state) => state.language);
  const theme = useView((state) => state.theme);
  const { setColorScheme } = useMantineColorScheme();
  /** An example speaks the reader's language for as long as it is one. */
  const speak = async (tag: Language): Promise<void> => {
    const from = view.getState().language;
    const read = await readIn(tag);
    const isExample = await loadExamples().catch(() => null);
    if (isExample?.(project.getState().project)) project.reword((document) => inOtherWords(document, from, read));
    view.set({ language: read });
  };
  return (
    <>
      <Menu.Label>{t('app.language')}</Menu.Label>
      <Menu.RadioGroup value={language}>
        {[...offeredLanguages()].map(([tag, name]) => (
          <Menu.RadioItem key={tag} value={tag} lang={tag} closeMenuOnClick onChange={() => void speak(tag)}>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label>{t('app.theme.label')}</Menu.Label>
      <Menu.RadioGroup value={theme}>
        {themes.map(({ choice, Icon }) => (
          <Menu.RadioItem
            key={choice}
            value={choice}
            closeMenuOnClick
            rightSection={<Icon size={16} aria-hidden="true" />}
            onChange={() => {
              view.set({ theme: choice });
              setColorScheme(choice);
            }}
          >
            {t(`app.theme.${choice}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconKeyboard size={16} aria-hidden="true" />}
        rightSection="?"
        onClick={() => view.set({ keys: true })}
      >
        {t('app.keys')}
      </Menu.Item>
    </>
  );
}
