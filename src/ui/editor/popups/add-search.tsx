import { Text } from '@mantine/core';
import type { BlockPlace } from '../../../core/graph/blocks/block.ts';
import { headKind, inputKind } from '../../../core/project/schema.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { selectedPlace } from '../commands/use-shortcuts.ts';
import { BlockIcon } from '../items/block-icon.tsx';
import { type BlockOption, blockOptions } from '../items/block-options.ts';
import { KindIcon } from '../items/kind-icon.tsx';
import type { PaletteItem } from '../items/palette-items.ts';
import { rank } from '../items/rank.ts';
import { usePaletteItems } from '../items/use-palette-items.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Popup, Wire } from '../state/editor-state.ts';
import { FloatingPanel } from './floating-panel.tsx';
import { SearchList } from './search-list.tsx';

/** Whether an item can stand at the end of a wire at all: data has no input, a head no output. */
function suits(item: PaletteItem, wire: Wire | null): boolean {
  if (wire === null) return true;
  if (item.kind === inputKind) return wire.from === 'port';
  return item.kind !== headKind || wire.from === 'output';
}

type Offered = (PaletteItem | (BlockOption & { readonly key: string; readonly block: string })) & { readonly group: string };

function OfferedIcon({ item }: { readonly item: Offered }) {
  if ('block' in item) return <BlockIcon name={item.icon} />;
  return item.task === null ? <KindIcon name={item.icon} /> : <TaskMark task={item.task} />;
}

/** Search and add: at a double-click, at the end of a wire dropped on the empty canvas, in the middle of an edge, by key. */
export function AddSearch({
  popup,
  commands,
}: {
  readonly popup: Extract<Popup, { kind: 'search' }>;
  readonly commands: Commands;
}) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { wire, at, blocksOnly = false } = popup;
  const { view } = usePlayground();
  const language = useView((state) => state.language);
  const hidden = useView((state) => state.hidden);
  const items = usePaletteItems().filter((item) => !blocksOnly && suits(item, wire));
  // A block has several ends: it cannot stand at the beginning of a wire that was drawn backwards.
  const offered = wire?.from === 'port' ? [] : blockOptions(language, hidden);
  const all: readonly Offered[] = [
    ...items.map((item) => ({ ...item, group: t(`editor.palette.${item.category}`) })),
    ...offered.map((block) => ({ ...block, key: `block:${block.id}`, group: t('editor.palette.blocks'), block: block.id })),
  ];
  const placeOf = (): BlockPlace => {
    if (wire?.from === 'edge') return { nodes: [], edge: wire.edge };
    if (wire?.from === 'output') return { nodes: [wire.node], edge: null };
    return popup.place ?? selectedPlace(view);
  };
  const edge = useProject((project) =>
    wire?.from === 'edge' ? project.graph.edges.find(({ id }) => id === wire.edge) : undefined,
  );

  const label = (() => {
    if (edge) {
      return t('editor.search.addBetween', { source: commands.titleOf(edge.source), target: commands.titleOf(edge.target) });
    }
    if (wire?.from === 'output') return t('editor.search.addAfter', { node: commands.titleOf(wire.node) });
    if (wire?.from === 'port') return t('editor.search.addBefore', { node: commands.titleOf(wire.node) });
    return t(blocksOnly ? 'editor.search.addBlock' : 'editor.search.add');
  })();

  return (
    <FloatingPanel label={label} screen={popup.screen} onClose={editor.close}>
      <Text size="xs" fw={600} px={4}>
        {label}
      </Text>
      <SearchList
        label={t(blocksOnly ? 'editor.search.searchBlock' : 'editor.search.search')}
        listLabel={t('editor.search.results')}
        nothing={(query) => t('editor.search.nothing', { query })}
        optionsFor={(query) =>
          rank(all, query).map((item) => ({
            key: item.key,
            icon: <OfferedIcon item={item} />,
            title: item.title,
            detail: item.summary,
            refused: false,
            // What answers a query is ordered by how well it does.
            ...(query.trim() === '' && !blocksOnly ? { group: item.group } : {}),
          }))
        }
        onPick={(key) => {
          const item = items.find((each) => each.key === key);
          const block = offered.find(({ id }) => `block:${id}` === key);
          if (block) {
            editor.open({ kind: 'block', screen: popup.screen, block: block.id, place: placeOf() });
            return;
          }
          editor.close();
          if (!item) return;
          commands.add(item, at, wire);
          editor.focusSelected();
        }}
      />
    </FloatingPanel>
  );
}
