import { useEffect, useState } from 'react';
import type { Position } from '../../../core/project/schema.ts';
import { diagnosticText } from '../../../core/util/diagnostics.ts';
import { useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { isRefusal } from '../commands/verdicts.ts';
import { useEditor, useEditorState } from '../state/editor-context.tsx';
import { nodeUnder } from './use-wiring.ts';

/** Near the pointer while a wire is drawn: what would happen if the hand let go here, or why nothing would. */
export function ConnectionBubble({ commands }: { readonly commands: Commands }) {
  const { wiring } = useEditorState();
  const editor = useEditor();
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const [at, setAt] = useState<{ screen: Position; over: string | null } | null>(null);

  useEffect(() => {
    if (!wiring) {
      setAt(null);
      return;
    }
    const onMove = (event: PointerEvent): void =>
      setAt({ screen: editor.toCanvas(event.clientX, event.clientY), over: nodeUnder(event.clientX, event.clientY) });
    window.addEventListener('pointermove', onMove);
    return () => window.removeEventListener('pointermove', onMove);
  }, [wiring, editor]);

  if (!wiring || !at || at.over === wiring.node) return null;
  const verdict = at.over === null ? undefined : wiring.verdicts.get(at.over);
  const text =
    at.over === null
      ? t('editor.connect.drop')
      : verdict
        ? diagnosticText(verdict, language).message
        : t('editor.connect.here', { node: commands.titleOf(at.over) });
  return (
    <div
      className="ed-bubble"
      role="status"
      data-tone={at.over === null ? 'quiet' : isRefusal(verdict ?? null) ? 'refused' : 'allowed'}
      style={{ left: `min(${at.screen.x + 16}px, 100% - 256px)`, top: at.screen.y + 18 }}
    >
      {text}
    </div>
  );
}
