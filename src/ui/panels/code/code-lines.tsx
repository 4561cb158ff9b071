import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { CodeFormat, NetworkCode } from '../../../core/runs/model-formats.ts';
import { usePlayground, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';

/** A line without its comment, and the comment: where a mark stands behind two blanks, or begins the line. */
function split(line: string, mark: CodeFormat['comment']): readonly [code: string, comment: string] {
  const begins =
    line.trimStart().startsWith(mark) || /^\s*(\/\*\*|\*)/.test(line)
      ? 0
      : line.indexOf(mark === '#' ? `  ${mark} ` : `; ${mark} `);
  if (begins < 0) {
    const behind = line.indexOf(`, ${mark} `);
    return behind < 0 ? [line, ''] : [line.slice(0, behind + 1), line.slice(behind + 1)];
  }
  const from = begins === 0 || mark === '#' ? begins : begins + 1;
  return [line.slice(0, from), line.slice(from)];
}

/** Scrolls the list alone, and only as far as it must, so that a line can be seen. */
function reveal(list: HTMLElement, line: Element | undefined): void {
  if (!(line instanceof HTMLElement)) return;
  const [top, bottom] = [line.offsetTop, line.offsetTop + line.offsetHeight];
  if (top < list.scrollTop) list.scrollTop = top - line.offsetHeight;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight + 2 * line.offsetHeight;
}

/** Code line by line: what is selected on the canvas is marked, and a line that is chosen selects its node. */
export function CodeLines({ code, format }: { readonly code: NetworkCode; readonly format: CodeFormat }) {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const selected = useView(({ selection }) => selection.nodes);
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const lines = code.text.split('\n');
  const current = Math.min(active, lines.length - 1);
  const isSelected = (line: number): boolean => {
    const node = code.nodes[line];
    return typeof node === 'string' && selected.includes(node);
  };
  const first = lines.findIndex((_, line) => isSelected(line));
  /** What was selected from here, or shown when it was selected elsewhere. */
  const known = useRef<string | undefined>(undefined);
  useEffect(() => {
    const [node] = selected;
    if (node === known.current) return;
    known.current = node;
    if (!list.current || first < 0) return;
    reveal(list.current, list.current.children[first]);
    setActive(first);
  }, [selected, first]);

  const choose = (line: number): void => {
    setActive(line);
    const node = code.nodes[line];
    if (typeof node === 'string' && !isSelected(line)) {
      known.current = node;
      view.select([node]);
    }
    if (list.current) reveal(list.current, list.current.children[line]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = 12;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: lines.length - 1,
    };
    const to = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (to === undefined) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(lines.length - 1, to)));
  };

  return (
    <div
      ref={list}
      className="code-lines"
      role="listbox"
      tabIndex={0}
      aria-label={t('code.lines', { language: format.title })}
      aria-multiselectable="true"
      aria-activedescendant={`${id}-${current}`}
      lang="en"
      dir="ltr"
      onKeyDown={onKeyDown}
    >
      {lines.map((line, i) => {
        const [own, comment] = split(line, format.comment);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's, which has the focus
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            key={i}
            id={`${id}-${i}`}
            role="option"
            aria-selected={isSelected(i)}
            aria-label={line.trim() === '' ? t('code.blank') : undefined}
            tabIndex={-1}
            className="code-line"
            data-node={code.nodes[i] ?? undefined}
            data-active={i === current || undefined}
            onClick={() => choose(i)}
          >
            {own}
            {comment === '' ? own === '' ? ' ' : null : <span className="code-comment">{comment}</span>}
          </div>
        );
      })}
    </div>
  );
}
