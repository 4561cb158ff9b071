import { UnstyledButton } from '@mantine/core';
import { useView } from '../../../store/react.tsx';
import type { Commands } from '../commands/use-commands.ts';
import { BlockIcon } from '../items/block-icon.tsx';
import { blockOptions } from '../items/block-options.ts';
import { useBlockDrag } from './use-block-drag.tsx';
import type { Carry } from './use-carry.ts';

/** Every composite block: dragged to its place with the usual sizes; one that is taken by a click or a key asks for its sizes. */
export function BlockList(props: {
  readonly commands: Commands;
  readonly carry: Carry;
  readonly onPick: (block: string) => void;
}) {
  const { commands, carry, onPick } = props;
  const language = useView((view) => view.language);
  const hidden = useView((view) => view.hidden);
  const onPointerDown = useBlockDrag(commands, carry);
  return blockOptions(language, hidden).map(({ id, icon, title, summary }) => (
    <UnstyledButton
      key={id}
      className="ed-flyout-item"
      data-block={id}
      onPointerDown={(event) => onPointerDown(event, id)}
      onClick={({ detail }) => {
        if (!carry.endsDrag(detail)) onPick(id);
      }}
    >
      <BlockIcon name={icon} />
      <span className="ed-flyout-text">
        <span className="ed-flyout-title">{title}</span>
        <span className="ed-flyout-summary">{summary}</span>
      </span>
    </UnstyledButton>
  ));
}
