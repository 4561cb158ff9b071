import { Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconArrowsSplit2,
  IconClipboard,
  IconComponents,
  IconCopy,
  IconCopyPlus,
  IconLayoutDistributeVertical,
  IconMaximize,
  IconPlugConnected,
  IconPlus,
  IconSelectAll,
  IconSitemap,
  IconSnowflake,
  IconTarget,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BlockPlace } from '../../../core/graph/blocks/block.ts';
import { headTask } from '../../../core/graph/catalogue.ts';
import { isLooseHead } from '../../../core/graph/serving.ts';
import { headKind, inputKind } from '../../../core/project/schema.ts';
import { useDerived, usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { tieOf } from '../elements/flow-ties.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Popup } from '../state/editor-state.ts';

interface MenuProps {
  readonly popup: Extract<Popup, { kind: 'menu' }>;
  readonly commands: Commands;
  readonly fit: () => void;
}

interface ItemProps {
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function Item({ icon, keys, danger, disabled, onClick, children }: ItemProps) {
  return (
    <Menu.Item
      leftSection={icon}
      {...(keys === undefined ? {} : { rightSection: <span className="ed-keys">{keys}</span> })}
      {...(danger ? { style: { color: 'var(--ed-error)' } } : {})}
      disabled={disabled ?? false}
      onClick={onClick}
    >
      {children}
    </Menu.Item>
  );
}

function NodeItems({ id, popup, commands }: { readonly id: string } & Omit<MenuProps, 'fit'>) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { view } = usePlayground();
  const node = useProject((project) => project.graph.nodes.find((item) => item.id === id));
  const { analysis } = useDerived();
  const loose = useProject((project) => isLooseHead(project, id));
  if (!node) return null;
  const isLayer = node.kind !== inputKind && node.kind !== headKind;
  const shared = analysis?.nodes.get(id)?.shared ?? false;
  return (
    <>
      <Item icon={<IconAdjustments size={15} />} keys="Enter" onClick={() => view.set({ inspecting: true })}>
        {t('editor.actions.inspect')}
      </Item>
      {loose ? (
        <>
          <Item icon={<IconTarget size={15} />} onClick={() => commands.attachHead(headTask(node))}>
            {t('stage.attach')}
          </Item>
          <Item
            icon={<IconPlugConnected size={15} />}
            onClick={() => editor.open({ kind: 'connect', node: id, from: true, screen: popup.screen })}
          >
            {t('editor.actions.connectFrom')}
          </Item>
        </>
      ) : null}
      {node.kind === headKind ? null : (
        <Item
          icon={<IconPlugConnected size={15} />}
          keys="C"
          onClick={() => editor.open({ kind: 'connect', node: id, screen: popup.screen })}
        >
          {t('editor.actions.connect')}
        </Item>
      )}
      <BlockItem popup={popup} place={{ nodes: [id], edge: null }} />
      <Item icon={<IconCopyPlus size={15} />} keys="Ctrl+D" onClick={() => commands.duplicate([id])}>
        {t('editor.actions.duplicate')}
      </Item>
      <Item icon={<IconCopy size={15} />} keys="Ctrl+C" onClick={() => commands.copy([id])}>
        {t('editor.actions.copy')}
      </Item>
      {isLayer ? (
        <>
          <Item icon={<IconSnowflake size={15} />} onClick={() => commands.setFrozen([id], !node.frozen)}>
            {t(node.frozen ? 'editor.actions.unfreeze' : 'editor.actions.freeze')}
          </Item>
          <Item icon={<IconArrowsSplit2 size={15} />} disabled={!shared} onClick={() => void commands.split(id)}>
            {t('editor.actions.split')}
          </Item>
        </>
      ) : null}
      <Menu.Divider />
      <Item icon={<IconTrash size={15} />} keys="Del" danger onClick={() => commands.removeNodes([id])}>
        {t('editor.actions.remove')}
      </Item>
    </>
  );
}

/** Opens the search for a composite block that goes here. */
function BlockItem({ popup, place }: { readonly popup: MenuProps['popup']; readonly place: BlockPlace }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const open = () =>
    editor.open({ kind: 'search', screen: popup.screen, at: { x: 0, y: 0 }, wire: null, place, blocksOnly: true });
  return (
    <Item icon={<IconComponents size={15} />} keys="B" onClick={open}>
      {t('editor.actions.block')}
    </Item>
  );
}

function SelectionItems({ popup, commands }: Omit<MenuProps, 'fit'>) {
  const { t } = useTranslation();
  const { nodes } = useView((view) => view.selection);
  return (
    <>
      <Item icon={<IconSitemap size={15} />} onClick={() => void commands.merge(nodes)}>
        {t('editor.actions.merge')}
      </Item>
      <BlockItem popup={popup} place={{ nodes, edge: null }} />
      <Item icon={<IconCopyPlus size={15} />} keys="Ctrl+D" onClick={() => commands.duplicate()}>
        {t('editor.actions.duplicate')}
      </Item>
      <Item icon={<IconCopy size={15} />} keys="Ctrl+C" onClick={() => commands.copy()}>
        {t('editor.actions.copy')}
      </Item>
      <Item icon={<IconSnowflake size={15} />} onClick={() => commands.setFrozen(nodes, true)}>
        {t('editor.actions.freeze')}
      </Item>
      <Menu.Divider />
      <Item icon={<IconTrash size={15} />} keys="Del" danger onClick={commands.removeSelection}>
        {t('editor.actions.remove')}
      </Item>
    </>
  );
}

function Items({ popup, commands, fit }: MenuProps) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { subject, screen } = popup;
  switch (subject.type) {
    case 'node':
      return <NodeItems id={subject.id} popup={popup} commands={commands} />;
    case 'selection':
      return <SelectionItems popup={popup} commands={commands} />;
    case 'edge':
      return tieOf(subject.id) !== null ? (
        <Item icon={<IconTrash size={15} />} keys="Del" danger onClick={() => commands.removeEdges([subject.id])}>
          {t('editor.tie.remove')}
        </Item>
      ) : (
        <>
          <Item
            icon={<IconPlus size={15} />}
            onClick={() =>
              editor.open({ kind: 'search', screen, at: commands.middleOf(subject.id), wire: { from: 'edge', edge: subject.id } })
            }
          >
            {t('editor.actions.insert')}
          </Item>
          <BlockItem popup={popup} place={{ nodes: [], edge: subject.id }} />
          <Item icon={<IconTrash size={15} />} keys="Del" danger onClick={() => commands.removeEdges([subject.id])}>
            {t('editor.actions.removeEdge')}
          </Item>
        </>
      );
    case 'canvas':
      return (
        <>
          <Item
            icon={<IconPlus size={15} />}
            keys="A"
            onClick={() => editor.open({ kind: 'search', screen, at: subject.at, wire: null })}
          >
            {t('editor.actions.addHere')}
          </Item>
          <Item icon={<IconClipboard size={15} />} keys="Ctrl+V" onClick={commands.paste}>
            {t('editor.actions.paste')}
          </Item>
          <Item icon={<IconSelectAll size={15} />} keys="Ctrl+A" onClick={commands.selectAll}>
            {t('editor.actions.selectAll')}
          </Item>
          <Menu.Divider />
          <Item icon={<IconLayoutDistributeVertical size={15} />} onClick={commands.arrange}>
            {t('editor.actions.layout')}
          </Item>
          <Item icon={<IconMaximize size={15} />} onClick={fit}>
            {t('editor.actions.fit')}
          </Item>
        </>
      );
  }
}

/** The menu at a right click, a long press or the context-menu key. */
export function ActionsMenu(props: MenuProps) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { subject, screen } = props.popup;
  const labels = {
    node: () => t('editor.actions.menu', { node: subject.type === 'node' ? props.commands.titleOf(subject.id) : '' }),
    edge: () => t('editor.actions.edgeMenu'),
    selection: () => t('editor.actions.selectionMenu'),
    canvas: () => t('editor.actions.canvasMenu'),
  };
  return (
    <Menu
      opened
      onClose={editor.closeMenu}
      returnFocus={false}
      position="bottom-start"
      shadow="md"
      width={232}
      transitionProps={{ duration: 0 }}
      withinPortal
    >
      <Menu.Target>
        <button
          type="button"
          className="ed-menu-anchor"
          tabIndex={-1}
          aria-label={labels[subject.type]()}
          style={{ left: screen.x, top: screen.y }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Items {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}
