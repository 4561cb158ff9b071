import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { presetGroups } from '../../core/presets/preset.ts';
import { presets } from '../../core/presets/registry.ts';
import { loadAllTexts } from '../../locales/registry.ts';
import { usePlayground, useView } from '../../store/react.tsx';
import { KnownResult } from '../common/known-result.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useOptionKeys } from '../common/use-option-keys.ts';
import { useTranslation } from '../common/use-translation.ts';
import { findPresets } from './preset-search.ts';
import './preset-gallery.css';

/** On a touch screen a focused field would cover half of the list with a keyboard. */
const typesFirst = (): boolean => !matchMedia('(pointer: coarse)').matches;

/** The ready-made experiments by group: what to watch, and what each is known to reach. Type to find one. */
export function PresetGallery({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const localized = useLocalized();
  const language = useView((view) => view.language);
  const id = useId();
  const [query, setQuery] = useState('');
  const [, setTextsLoaded] = useState(false);
  const found = findPresets(presets, query, language);
  const { field, list, option, onKeyDown, restart } = useOptionKeys(
    found.map((preset) => preset.id),
    (key) => {
      onClose();
      void actions.openPreset(key);
    },
  );

  const input = useRef<HTMLInputElement>(null);
  const options = useRef<HTMLDivElement>(null);
  // It may arrive after the popover has looked for something to focus.
  useEffect(() => (typesFirst() ? input : options).current?.focus({ preventScroll: true }), []);

  const searching = query !== '';
  useEffect(() => {
    if (!searching) return;
    void loadAllTexts().then(
      () => setTextsLoaded(true),
      () => undefined,
    );
  }, [searching]);

  return (
    <>
      <TextInput
        {...field}
        role="combobox"
        ref={input}
        aria-label={t('app.presets.search')}
        placeholder={t('app.presets.search')}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          restart();
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 ? (
        <p className="gallery-nothing" role="status">
          {t('app.presets.nothing', { query })}
        </p>
      ) : null}
      <div {...list} role="listbox" tabIndex={-1} ref={options} className="gallery-list" aria-label={t('app.presets.label')}>
        {presetGroups.map((group) => {
          const members = found.filter((preset) => preset.group === group);
          if (members.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list box
            <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
              <div className="gallery-group" id={`${id}-${group}`} role="presentation">
                {t(`app.presets.groups.${group}`)}
              </div>
              {members.map((preset) => (
                <div
                  key={preset.id}
                  {...option(preset.id)}
                  role="option"
                  tabIndex={-1}
                  className="gallery-option"
                  data-preset={preset.id}
                  onKeyDown={onKeyDown}
                >
                  <span className="gallery-title">{localized(preset.text.title)}</span>
                  <span className="gallery-watch">{localized(preset.text.watch)}</span>
                  <span className="gallery-known">
                    <KnownResult preset={preset} />
                  </span>
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </>
  );
}
