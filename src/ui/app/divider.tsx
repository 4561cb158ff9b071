import { IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface DividerProps {
  readonly label: string;
  /** The pane that it resizes stands on its left, on its right or above it. */
  readonly pane: 'left' | 'right' | 'above';
  /** Of the pane, in pixels; 0: it is put away. */
  readonly size: number;
  readonly least: number;
  readonly most: number;
  /** The size that it has before anybody touches it, and after a double click. */
  readonly usual: number;
  /** Whether the pane can be put away. */
  readonly closes?: boolean;
  readonly onSize: (size: number) => void;
  /** The hand has let go. */
  readonly onEnd: (size: number) => void;
}

/** By how much an arrow key moves it, in pixels; with Shift it is more. */
const step = { plain: 16, shift: 80 } as const;
const chevrons = { left: IconChevronRight, right: IconChevronLeft, above: IconChevronDown } as const;

/** The line between two panes: dragged, moved by arrow keys, and set back by a double click; Enter puts a pane away and brings it back. */
export function Divider({ label, pane, size, least, most, usual, closes = false, onSize, onEnd }: DividerProps) {
  const held = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const placeOf = (event: PointerEvent): number => (pane === 'above' ? event.clientY : event.clientX);
  const sign = pane === 'right' ? -1 : 1;
  const allowed = (wanted: number): number => {
    if (closes && wanted < least / 2) return 0;
    return Math.round(Math.min(most, Math.max(least, wanted)));
  };
  const sizeAt = (event: PointerEvent): number => {
    const from = held.current;
    return from ? allowed(from.size + sign * (placeOf(event) - from.at)) : size;
  };
  const become = (wanted: number): void => {
    onSize(wanted);
    onEnd(wanted);
  };

  const keyed = ({ key, shiftKey }: KeyboardEvent): number | null => {
    const by = shiftKey ? step.shift : step.plain;
    const changed = (change: number): number => (size === 0 && change > 0 ? least : allowed(size + change));
    switch (key) {
      case pane === 'above' ? 'ArrowUp' : 'ArrowLeft':
        return changed(-sign * by);
      case pane === 'above' ? 'ArrowDown' : 'ArrowRight':
        return changed(sign * by);
      case 'Home':
        return least;
      case 'End':
        return most;
      case 'Enter':
        return closes ? (size === 0 ? usual : 0) : null;
      default:
        return null;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = keyed(event);
    if (next === null) return;
    event.preventDefault();
    become(next);
  };

  const Chevron = chevrons[pane];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      tabIndex={0}
      className="divider"
      data-pane={pane}
      data-closed={size === 0 || undefined}
      aria-label={label}
      aria-orientation={pane === 'above' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={closes ? 0 : least}
      aria-valuemax={most}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { at: placeOf(event), size };
      }}
      onPointerMove={(event) => {
        if (held.current) onSize(sizeAt(event));
      }}
      onPointerUp={(event) => {
        if (!held.current) return;
        const end = sizeAt(event);
        held.current = null;
        if (end !== size) onSize(end);
        onEnd(end);
      }}
      onPointerCancel={() => {
        held.current = null;
      }}
      // Where text is marked, as after a double click, a browser would carry that away instead.
      onDragStart={(event) => event.preventDefault()}
      onDoubleClick={() => become(usual)}
      onKeyDown={onKeyDown}
    >
      {size === 0 ? <Chevron size={12} aria-hidden="true" /> : null}
    </div>
  );
}
