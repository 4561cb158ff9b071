import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Fragment, type ReactNode, useEffectEvent, useLayoutEffect, useState } from 'react';
import { useOptionKeys } from '../../common/use-option-keys.ts';
import { useEditor } from '../state/editor-context.tsx';

export interface SearchOption {
  readonly key: string;
  readonly icon: ReactNode;
  readonly title: string;
  /** What it does, or why it is refused. */
  readonly detail: string;
  readonly refused: boolean;
  /** Stands above the first of those that share it. */
  readonly group?: string;
}

interface SearchListProps {
  readonly label: string;
  readonly listLabel: string;
  /** The options that answer what is typed, the best first. */
  readonly optionsFor: (query: string) => readonly SearchOption[];
  readonly nothing: (query: string) => string;
  readonly onPick: (key: string) => void;
}

/** A field with a list under it: type, go through it with the arrow keys, take one with Enter. */
export function SearchList({ label, listLabel, optionsFor, nothing, onPick }: SearchListProps) {
  const { typedAhead } = useEditor();
  const [query, setQuery] = useState('');
  const options = optionsFor(query);
  const { field, list, option, onKeyDown, restart } = useOptionKeys(
    options.map(({ key }) => key),
    (key) => {
      if (options.some((item) => item.key === key && !item.refused)) onPick(key);
    },
  );

  const takeOver = useEffectEvent(() => {
    const keys = typedAhead.current ?? [];
    typedAhead.current = null;
    const typed = keys.filter((key) => key.length === 1).join('');
    setQuery(typed);
    const [first] = optionsFor(typed);
    if (keys.includes('Enter') && first && !first.refused) onPick(first.key);
  });
  useLayoutEffect(() => takeOver(), []);

  return (
    <>
      <TextInput
        {...field}
        role="combobox"
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          restart();
        }}
        onKeyDown={onKeyDown}
      />
      {options.length === 0 ? (
        <p className="ed-list-nothing" role="status">
          {nothing(query)}
        </p>
      ) : null}
      <div {...list} role="listbox" tabIndex={-1} className="ed-list" aria-label={listLabel}>
        {options.map((item, index) => (
          <Fragment key={item.key}>
            {item.group !== undefined && item.group !== options[index - 1]?.group ? (
              <div className="ed-list-group" aria-hidden="true">
                {item.group}
              </div>
            ) : null}
            {/* The keys are the combobox's: its field keeps the focus, as the pattern asks. */}
            <div
              {...option(item.key)}
              role="option"
              tabIndex={-1}
              className="ed-option"
              aria-disabled={item.refused}
              onKeyDown={onKeyDown}
            >
              {item.icon}
              <span className="ed-option-text">
                <span className="ed-option-title">{item.title}</span>
                <span className="ed-option-detail">{item.detail}</span>
              </span>
            </div>
          </Fragment>
        ))}
      </div>
    </>
  );
}
