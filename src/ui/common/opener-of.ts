/** The button that opened what an element stands in, of a menu and of what hangs at a button; otherwise the element itself. */
export function openerOf(element: Element | null): HTMLElement | null {
  const name = element?.closest('[role="menu"], [role="dialog"]')?.getAttribute('aria-labelledby');
  const button = document.getElementById(name ?? '');
  const found = button instanceof HTMLButtonElement ? button : element;
  return found instanceof HTMLElement ? found : null;
}
