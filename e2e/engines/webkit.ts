import { findWebkit } from '../../scripts/find-browsers.ts';
import { BrowserProcess, freePort, said, temporaryFolder } from './browser-process.ts';
import { type EngineDriver, viewport } from './driver.ts';

const startMs = 30_000;
/** How long a script may wait for its promise. */
const scriptMs = 170_000;
/** The name of an element in WebDriver's answers. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

interface Answer {
  readonly value: unknown;
}

/** How long a browser that hangs is waited for when it is to be left. */
const partingMs = 10_000;

/** A command of WebDriver: https://www.w3.org/TR/webdriver2/ */
async function command(
  url: string,
  method: 'GET' | 'POST' | 'DELETE',
  body?: object,
  signal: AbortSignal | null = null,
): Promise<unknown> {
  const response = await fetch(url, { method, signal, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value }: Answer = await response.json();
  if (response.ok) return value;
  const message = typeof value === 'object' && value !== null && 'message' in value ? value.message : value;
  throw new Error(`${method} ${new URL(url).pathname}: ${message}`);
}

/** Resolves when the driver answers; rejects when its process ends, or `startMs` have passed. */
async function whenReady(address: string, driver: BrowserProcess): Promise<void> {
  const end = Date.now() + startMs;
  for (;;) {
    try {
      await command(`${address}/status`, 'GET');
      return;
    } catch (error) {
      if (driver.ended || Date.now() > end) throw error;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}

export interface WebkitOptions {
  /** Memory that threads share: Safari offers it to isolated pages, WebKitGTK only when its engine is told to. */
  readonly sharedMemory: boolean;
}

/** Starts WebKitGTK's MiniBrowser on a virtual display, driven over WebDriver. */
export async function startWebkit({ sharedMemory }: WebkitOptions): Promise<EngineDriver> {
  const programs = findWebkit();
  if (!programs) throw new Error('No WebKitGTK with its driver found.');
  const home = temporaryFolder('webkit');
  const size = `${viewport.width + 60}x${viewport.height + 200}x24`;
  const display = new BrowserProcess(programs.display, ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    extraPipe: true,
  });
  const number = await said(display.extra, /(\d+)\n/, startMs);
  const port = await freePort();
  const driver = new BrowserProcess(programs.driver, [`--port=${port}`], {
    env: {
      DISPLAY: `:${number}`,
      GDK_BACKEND: 'x11',
      // Downloads go there, and nothing of the visitor's is touched.
      HOME: home.path,
      XDG_CONFIG_HOME: home.path,
      XDG_CACHE_HOME: home.path,
      XDG_DATA_HOME: home.path,
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1',
      JSC_useSharedArrayBuffer: sharedMemory ? '1' : '0',
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await whenReady(address, driver);
  const capabilities = {
    timeouts: { script: scriptMs, pageLoad: startMs * 2 },
    'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
  };
  const session = await command(`${address}/session`, 'POST', { capabilities: { alwaysMatch: capabilities } });
  const id = typeof session === 'object' && session !== null && 'sessionId' in session ? session.sessionId : null;
  const post = (path: string, body: object): Promise<unknown> => command(`${address}/session/${id}/${path}`, 'POST', body);

  // The window's bars take room: the page is to have the size of the viewport.
  await post('window/rect', viewport);
  const inner = await post('execute/sync', { script: 'return [innerWidth, innerHeight].join(" ")', args: [] });
  const [width = viewport.width, height = viewport.height] = String(inner).split(' ').map(Number);
  await post('window/rect', { width: 2 * viewport.width - width, height: 2 * viewport.height - height });

  return {
    downloads: home.path,
    async navigate(url) {
      await post('url', { url });
    },
    async evaluate(expression) {
      const script = `const [done] = arguments; (${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const answer = await post('execute/async', { script, args: [] });
      if (typeof answer !== 'object' || answer === null) return undefined;
      if ('error' in answer) throw new Error(String(answer.error));
      return 'value' in answer && typeof answer.value === 'string' ? answer.value : undefined;
    },
    async clickAt(x, y) {
      const move = { type: 'pointerMove', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y) };
      const press = [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
      const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: press };
      await post('actions', { actions: [mouse] });
    },
    async type(text) {
      const keys = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await post('actions', { actions: [{ type: 'key', id: 'keyboard', actions: keys }] });
    },
    async chooseFile(selector, path) {
      const found = await post('element', { using: 'css selector', value: selector });
      const element = typeof found === 'object' && found !== null ? Reflect.get(found, elementKey) : null;
      await post(`element/${element}/value`, { text: path });
    },
    async screenshot() {
      const taken = await command(`${address}/session/${id}/screenshot`, 'GET', undefined, AbortSignal.timeout(partingMs));
      return Buffer.from(String(taken), 'base64');
    },
    async close() {
      // Politely first: the driver ends the browser that it has started.
      await command(`${address}/session/${id}`, 'DELETE', undefined, AbortSignal.timeout(partingMs)).catch(() => undefined);
      await driver.end();
      await display.end();
      home.remove();
    },
  };
}
