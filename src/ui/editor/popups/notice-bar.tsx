import { Button, CloseButton, Paper } from '@mantine/core';
import { useEffect, useState } from 'react';
import { usePlayground, useProject } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { useEditor, useEditorState } from '../state/editor-context.tsx';

const staysMs = 8000;

/** What just happened, with Undo where something was removed, or why nothing did. Stays while it is pointed at or focused. */
export function NoticeBar() {
  const { notice } = useEditorState();
  const editor = useEditor();
  const { project } = usePlayground();
  const current = useProject((document) => document);
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const outdated = notice !== null && notice.about !== null && notice.about !== current;

  useEffect(() => {
    if (notice === null || held) return;
    if (outdated) {
      editor.set({ notice: null });
      return;
    }
    const timer = setTimeout(() => editor.set({ notice: null }), staysMs);
    return () => clearTimeout(timer);
  }, [notice, held, outdated, editor]);

  return (
    <div
      className="ed-notice"
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {notice === null || outdated ? null : (
        <Paper className="ed-notice-box" shadow="md" withBorder data-tone={notice.tone}>
          <span>{notice.text}</span>
          {notice.about === null ? null : (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                editor.set({ notice: null });
                project.undo();
              }}
            >
              {t('editor.notice.undo')}
            </Button>
          )}
          <CloseButton size="sm" aria-label={t('common.close')} onClick={() => editor.set({ notice: null })} />
        </Paper>
      )}
    </div>
  );
}
