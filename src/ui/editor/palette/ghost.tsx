import { useEditorState } from '../state/editor-context.tsx';
import type { PaletteGhost } from './use-carry.ts';

/**
 * What is carried, under the pointer. Over a place that it goes into it stands aside, so that the sign there can be seen, and says what
 * letting go would do.
 */
export function Ghost({ ghost: { icon, title, at, overCanvas, zoom } }: { readonly ghost: PaletteGhost }) {
  const { landing } = useEditorState();
  const aside = landing !== null && landing.text !== '';
  const where = `translate(${at.x}px, ${at.y}px)`;
  const transform = aside
    ? `${where} translate(16px, 18px) scale(0.75)`
    : `${where} translate(-50%, -50%) scale(${overCanvas ? zoom : 0.75})`;
  return (
    <>
      <div
        className="ed-ghost"
        data-over={overCanvas || undefined}
        data-aside={aside || undefined}
        data-refused={landing?.refused || undefined}
        style={{ transform }}
        aria-hidden="true"
      >
        {icon}
        <span>{title}</span>
      </div>
      {aside ? (
        <div
          className="ed-bubble ed-landing"
          role="status"
          data-tone={landing.refused ? 'refused' : 'allowed'}
          style={{ left: at.x + 16, top: at.y + 60 }}
        >
          {landing.text}
        </div>
      ) : null}
    </>
  );
}
