import { type KeyboardEvent, useId, useState } from 'react';
import { at } from '../../core/util/assert-never.ts';

/**
 * A combobox that keeps the focus while the arrow keys go through the options under it (the ARIA pattern «list autocomplete»): which of
 * `keys` is chosen, the attributes of field, list and options beside their roles, and what keys do. Enter takes the chosen one.
 */
export function useOptionKeys(keys: readonly string[], onPick: (key: string) => void) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, keys.length - 1);
  const current = keys[active];

  function go(to: number): void {
    if (keys.length === 0) return;
    const next = (to + keys.length) % keys.length;
    setChosen(next);
    document.getElementById(`${id}-${at(keys, next)}`)?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(keys.length - 1);
    else if (event.key === 'Enter' && current !== undefined) onPick(current);
    else return;
    event.preventDefault();
  }

  return {
    /** Back to the first option: what is sought has changed. */
    restart: (): void => setChosen(0),
    onKeyDown,
    field: {
      'aria-expanded': true,
      'aria-controls': `${id}-list`,
      'aria-autocomplete': 'list',
      ...(current === undefined ? {} : { 'aria-activedescendant': `${id}-${current}` }),
    },
    list: { id: `${id}-list` },
    option: (key: string) => ({
      id: `${id}-${key}`,
      'aria-selected': key === current,
      onPointerMove: () => setChosen(keys.indexOf(key)),
      onPointerDown: (event: { preventDefault(): void }) => event.preventDefault(),
      onClick: () => onPick(key),
    }),
  } as const;
}
