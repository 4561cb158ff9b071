import { Text } from '@mantine/core';
import { headKind, inputKind } from '../../../core/project/schema.ts';
import { useProject } from '../../../store/react.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { KindIcon } from '../nodes/kind-icon.tsx';
import type { PaletteItem } from '../palette/palette-items.ts';
import { rank } from '../palette/rank.ts';
import { usePaletteItems } from '../palette/use-palette-items.ts';
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
  const { wire, at } = popup;
  const items = usePaletteItems().filter((item) => suits(item, wire));
  const edge = useProject((project) =>
    wire?.from === 'edge' ? project.graph.edges.find(({ id }) => id === wire.edge) : undefined,
  );

  const label = (() => {
    if (edge) {
      return t('editor.palette.addBetween', { source: commands.titleOf(edge.source), target: commands.titleOf(edge.target) });
    }
    if (wire?.from === 'output') return t('editor.palette.addAfter', { node: commands.titleOf(wire.node) });
    if (wire?.from === 'port') return t('editor.palette.addBefore', { node: commands.titleOf(wire.node) });
    return t('editor.palette.add');
  })();

  return (
    <FloatingPanel label={label} screen={popup.screen} onClose={editor.close}>
      <Text size="xs" fw={600} px={4}>
        {label}
      </Text>
      <SearchList
        label={t('editor.palette.search')}
        listLabel={t('editor.palette.results')}
        nothing={(query) => t('editor.palette.nothing', { query })}
        optionsFor={(query) =>
          rank(items, query).map(({ key, icon, title, summary, task }) => ({
            key,
            icon: task === null ? <KindIcon name={icon} /> : <TaskMark task={task} />,
            title,
            detail: summary,
            refused: false,
          }))
        }
        onPick={(key) => {
          const item = items.find((each) => each.key === key);
          editor.close();
          if (item) commands.add(item, at, wire);
        }}
      />
    </FloatingPanel>
  );
}
