import { useEffect } from 'react';
import { useEditor } from '../state/editor-context.tsx';

/**
 * A search comes a moment after the key that opens it, the first time more than a moment. What a quick hand types meanwhile is kept for
 * its field (see `SearchList`) and reaches neither the canvas nor the page, for whom letters, Space and Enter mean something else.
 */
export function useTypedAhead(): void {
  const editor = useEditor();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const keys = editor.typedAhead.current;
      if (keys === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') editor.close();
      else if (event.key.length === 1 || event.key === 'Enter') keys.push(event.key);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [editor]);
}
