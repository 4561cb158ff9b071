import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { at } from '../../../core/util/assert-never.ts';

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
  const id = useId();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const options = optionsFor(query);
  const active = Math.min(chosen, options.length - 1);

  function go(to: number): void {
    if (options.length === 0) return;
    const next = (to + options.length) % options.length;
    setChosen(next);
    document.getElementById(`${id}-${at(options, next).key}`)?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const picked = options[active];
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(options.length - 1);
    else if (event.key === 'Enter' && picked) {
      if (!picked.refused) onPick(picked.key);
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(options[active] ? { 'aria-activedescendant': `${id}-${options[active].key}` } : {})}
        placeholder={label}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {options.length === 0 ? (
        <p className="ed-list-nothing" role="status">
          {nothing(query)}
        </p>
      ) : null}
      <div className="ed-list" id={`${id}-list`} role="listbox" aria-label={listLabel} tabIndex={-1}>
        {options.map((option, index) => (
          <Fragment key={option.key}>
            {option.group !== undefined && option.group !== options[index - 1]?.group ? (
              <div className="ed-list-group" aria-hidden="true">
                {option.group}
              </div>
            ) : null}
            {/* The keys are the combobox's: its field keeps the focus, as the pattern asks. */}
            <div
              id={`${id}-${option.key}`}
              role="option"
              tabIndex={-1}
              className="ed-option"
              aria-selected={index === active}
              aria-disabled={option.refused}
              onPointerMove={() => setChosen(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                if (!option.refused) onPick(option.key);
              }}
              onKeyDown={onKeyDown}
            >
              {option.icon}
              <span className="ed-option-text">
                <span className="ed-option-title">{option.title}</span>
                <span className="ed-option-detail">{option.detail}</span>
              </span>
            </div>
          </Fragment>
        ))}
      </div>
    </>
  );
}
