/** Stands on the page while tooltips are hidden: see app.css. */
const mark = 'data-quiet';

const hasTooltip = (target: EventTarget | null): Element | null =>
  target instanceof Element
    ? target.closest('button, a, label, input, [role="tab"], [aria-describedby], .mantine-Text-root')
    : null;

/**
 * Hides what explains something as soon as that is pressed, dragged or typed in, and at Escape: it would lie over what the hand is at. The next thing
 * that is pointed at, or reached by Tab, is explained again. Ends with the function that comes back.
 */
export function quietTooltips(page: Document): () => void {
  let at: Element | null = null;
  const hide = ({ target }: Event): void => {
    at = hasTooltip(target);
    page.documentElement.setAttribute(mark, '');
  };
  const show = (): void => page.documentElement.removeAttribute(mark);
  const onOver = (event: PointerEvent): void => {
    if (event.buttons === 0 && hasTooltip(event.target) !== at) show();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') hide(event);
    if (event.key === 'Tab') show();
  };
  page.addEventListener('pointerdown', hide, true);
  page.addEventListener('input', hide, true);
  page.addEventListener('pointerover', onOver, true);
  page.addEventListener('keydown', onKey, true);
  return () => {
    page.removeEventListener('pointerdown', hide, true);
    page.removeEventListener('input', hide, true);
    page.removeEventListener('pointerover', onOver, true);
    page.removeEventListener('keydown', onKey, true);
  };
}
