import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconKeyboard,
  IconLayoutBottombar,
  IconMarquee2,
  IconMaximize,
  IconMinus,
  IconPhoto,
  IconPlus,
  IconSitemap,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { usePlayground, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { useEditor, useEditorState } from '../state/editor-context.tsx';

const zoomStep = 1.2;

interface ToolProps {
  readonly label: string;
  readonly pressed?: boolean;
  readonly className?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ label, pressed, className = 'ed-tool', onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={30}
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? 'blue' : 'gray'}
        className={className}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Zoom, fit, arrange, the selecting hand, pictures, the parameters and the list of keys, at the upper right edge. */
export function Tools(props: {
  readonly commands: Commands;
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
}) {
  const { commands, fit, zoomBy } = props;
  const { t } = useTranslation();
  const { selecting } = useEditorState();
  const inspecting = useView((state) => state.inspecting);
  const editor = useEditor();
  const { view } = usePlayground();
  const pictures = useView((state) => state.pictures);
  return (
    <div className="ed-tools" role="toolbar" aria-label={t('editor.tools.label')}>
      <Tool label={t('editor.tools.zoomOut')} onClick={() => zoomBy(1 / zoomStep)}>
        <IconMinus size={16} />
      </Tool>
      <Tool label={t('editor.tools.zoomIn')} onClick={() => zoomBy(zoomStep)}>
        <IconPlus size={16} />
      </Tool>
      <Tool label={t('editor.tools.fit')} onClick={fit}>
        <IconMaximize size={16} />
      </Tool>
      <Tool label={t('editor.tools.layoutHelp')} onClick={commands.arrange}>
        <IconSitemap size={16} style={{ transform: 'rotate(-90deg)' }} />
      </Tool>
      <Tool label={t('editor.tools.selectHelp')} pressed={selecting} onClick={() => editor.set({ selecting: !selecting })}>
        <IconMarquee2 size={16} />
      </Tool>
      <Tool label={t('editor.tools.pictures')} pressed={pictures} onClick={() => view.set({ pictures: !pictures })}>
        <IconPhoto size={16} />
      </Tool>
      <Tool label={t('editor.tools.inspector')} pressed={inspecting} onClick={() => view.set({ inspecting: !inspecting })}>
        <IconLayoutBottombar size={16} />
      </Tool>
      <Tool label={`${t('app.keys')} (?)`} className="ed-tool ed-keys-tool" onClick={() => view.set({ keys: true })}>
        <IconKeyboard size={16} />
      </Tool>
    </div>
  );
}
