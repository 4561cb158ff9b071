import { UnstyledButton } from '@mantine/core';
import { useView } from '../../../store/react.tsx';
import { BlockIcon } from '../popups/block-icon.tsx';
import { blockOptions } from '../popups/block-options.ts';

/** Every composite block; one that is taken asks for its sizes. */
export function BlockList({ onPick }: { readonly onPick: (block: string) => void }) {
  const language = useView((view) => view.language);
  return blockOptions(language).map(({ id, icon, title, summary }) => (
    <UnstyledButton key={id} className="ed-flyout-item" data-block={id} onClick={() => onPick(id)}>
      <BlockIcon name={icon} />
      <span className="ed-flyout-text">
        <span className="ed-flyout-title">{title}</span>
        <span className="ed-flyout-summary">{summary}</span>
      </span>
    </UnstyledButton>
  ));
}
