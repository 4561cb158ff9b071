import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconArrowMerge,
  IconBox,
  IconComponents,
  IconCube,
  IconDatabase,
  IconGridDots,
  IconPhotoEdit,
  IconPlus,
  IconScale,
  IconTimeline,
} from '@tabler/icons-react';
import {
  lazy,
  type MouseEvent as ReactMouseEvent,
  type PointerEvent as ReactPointerEvent,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { usePlayground } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { selectedPlace } from '../commands/use-shortcuts.ts';
import { ItemIcon } from '../items/item-icon.tsx';
import { categories, type PaletteCategory, type PaletteItem } from '../items/palette-items.ts';
import { usePaletteItems } from '../items/use-palette-items.ts';
import { useEditor } from '../state/editor-context.tsx';
import { Ghost } from './ghost.tsx';
import { type Carry, useCarry } from './use-carry.ts';
import { usePaletteDrag } from './use-palette-drag.tsx';
import './palette.css';

const categoryIcons: Readonly<Record<PaletteCategory, Icon>> = {
  io: IconDatabase,
  basic: IconBox,
  convolution: IconGridDots,
  sequence: IconTimeline,
  shape: IconCube,
  merge: IconArrowMerge,
  regularisation: IconScale,
  augmentation: IconPhotoEdit,
};

/** The flyout stays this long after the pointer left, so that the way to it may be crooked. */
const leaveMs = 250;

interface FlyoutProps {
  readonly title: string;
  readonly items: readonly PaletteItem[];
  readonly onPointerDown: (event: ReactPointerEvent, item: PaletteItem) => void;
  readonly onClick: (event: ReactMouseEvent, item: PaletteItem) => void;
}

const BlockList = lazy(async () => ({ default: (await import('./block-flyout.tsx')).BlockList }));

/** The composite blocks, which come when they are asked for. */
function BlockFlyout(props: { readonly commands: Commands; readonly carry: Carry; readonly onDone: () => void }) {
  const { commands, carry, onDone } = props;
  const { t } = useTranslation();
  const editor = useEditor();
  const { view } = usePlayground();
  return (
    <fieldset className="ed-flyout">
      <legend>{t('editor.palette.blocks')}</legend>
      <div className="ed-flyout-list">
        <Suspense fallback={null}>
          <BlockList
            commands={commands}
            carry={carry}
            onPick={(block) => {
              onDone();
              editor.open({ kind: 'block', screen: { x: 8, y: 60 }, block, place: selectedPlace(view) });
            }}
          />
        </Suspense>
      </div>
      <p className="ed-flyout-hint">{t('editor.palette.blockHint')}</p>
    </fieldset>
  );
}

function Flyout({ title, items, onPointerDown, onClick }: FlyoutProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="ed-flyout">
      <legend>{title}</legend>
      <div className="ed-flyout-list">
        {items.map((item) => (
          <UnstyledButton
            key={item.key}
            className="ed-flyout-item"
            data-item={item.key}
            onPointerDown={(event) => onPointerDown(event, item)}
            onClick={(event) => onClick(event, item)}
          >
            <ItemIcon item={item} />
            <span className="ed-flyout-text">
              <span className="ed-flyout-title">{item.title}</span>
              <span className="ed-flyout-summary">{item.summary}</span>
            </span>
          </UnstyledButton>
        ))}
      </div>
      <p className="ed-flyout-hint">{t('editor.palette.dragHint')}</p>
    </fieldset>
  );
}

/** The strip of layer categories at the canvas's upper edge. Each opens to its layers, to be dragged onto the canvas or clicked. */
export function Palette({ commands, onSearch }: { readonly commands: Commands; readonly onSearch: () => void }) {
  const { t } = useTranslation();
  const items = usePaletteItems();
  const [open, setOpen] = useState<PaletteCategory | 'blocks' | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const root = useRef<HTMLDivElement>(null);
  const carry = useCarry();
  const { ghost } = carry;
  const { onPointerDown, onClick } = usePaletteDrag(commands, carry);
  const shown = categories.map((id) => ({ id, members: items.filter(({ category }) => category === id) }));

  useEffect(() => {
    if (open === null) return;
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(null);
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [open]);
  useEffect(() => () => clearTimeout(leaving.current), []);

  return (
    <div
      ref={root}
      className="ed-palette"
      role="toolbar"
      aria-label={t('editor.palette.label')}
      data-dragging={ghost !== null || undefined}
      onPointerEnter={() => clearTimeout(leaving.current)}
      onPointerLeave={(event) => {
        if (event.pointerType !== 'mouse') return;
        clearTimeout(leaving.current);
        leaving.current = setTimeout(() => setOpen(null), leaveMs);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || open === null) return;
        event.preventDefault();
        setOpen(null);
        root.current?.querySelector<HTMLElement>(`[data-category="${open}"]`)?.focus();
      }}
    >
      <Tooltip label={t('editor.palette.addKey')} position="bottom">
        <UnstyledButton
          className="ed-palette-button ed-palette-search"
          aria-label={t('editor.palette.addKey')}
          onClick={onSearch}
        >
          <IconPlus size={18} aria-hidden="true" />
        </UnstyledButton>
      </Tooltip>
      {shown.map(({ id, members }) => {
        const Drawn = categoryIcons[id];
        if (members.length === 0) return null;
        return (
          <div key={id} className="ed-palette-slot">
            <UnstyledButton
              className="ed-palette-button"
              data-category={id}
              aria-expanded={open === id}
              aria-label={t(`editor.palette.${id}`)}
              onPointerEnter={(event) => {
                if (event.pointerType === 'mouse' && event.buttons === 0) setOpen(id);
              }}
              onClick={() => setOpen(id)}
            >
              <Drawn size={18} stroke={1.75} aria-hidden="true" />
              <span aria-hidden="true">{t(`editor.palette.${id}Short`)}</span>
            </UnstyledButton>
            {open === id ? (
              <Flyout title={t(`editor.palette.${id}`)} items={members} onPointerDown={onPointerDown} onClick={onClick} />
            ) : null}
          </div>
        );
      })}
      <div className="ed-palette-slot">
        <UnstyledButton
          className="ed-palette-button"
          data-category="blocks"
          aria-expanded={open === 'blocks'}
          aria-label={t('editor.palette.blocks')}
          onPointerEnter={(event) => {
            if (event.pointerType === 'mouse' && event.buttons === 0) setOpen('blocks');
          }}
          onClick={() => setOpen('blocks')}
        >
          <IconComponents size={18} stroke={1.75} aria-hidden="true" />
          <span aria-hidden="true">{t('editor.palette.blocksShort')}</span>
        </UnstyledButton>
        {open === 'blocks' ? <BlockFlyout commands={commands} carry={carry} onDone={() => setOpen(null)} /> : null}
      </div>
      {ghost ? <Ghost ghost={ghost} /> : null}
    </div>
  );
}
