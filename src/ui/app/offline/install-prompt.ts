/** What Chromium fires where it would install the page as an application (no standard). */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

const isInstallPrompt = (event: Event): event is InstallPromptEvent => 'prompt' in event;

let offered: InstallPromptEvent | null = null;

/** Remembers the browser's offer to install the page, for a button of ours. */
export function hearInstallPrompt(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    if (isInstallPrompt(event)) offered = event;
  });
  window.addEventListener('appinstalled', () => {
    offered = null;
  });
}

/** Asks the visitor whether to install the page; null where the browser has not offered it, which has its own menu for that. */
export const installPrompt = (): (() => Promise<void>) | null => {
  const event = offered;
  if (!event) return null;
  return async () => {
    await event.prompt();
    offered = null;
  };
};
