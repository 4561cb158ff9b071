import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { findFirefox } from '../../scripts/find-browsers.ts';
import { BrowserProcess, said, temporaryFolder } from './browser-process.ts';
import { type EngineDriver, viewport } from './driver.ts';

const startMs = 60_000;

const preferences = (downloads: string): Readonly<Record<string, string | number | boolean>> => ({
  // A bar that takes room, as in most desktop browsers.
  'widget.gtk.overlay-scrollbars.enabled': false,
  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.download.useDownloadDir': true,
  'browser.download.alwaysOpenPanel': false,
  // Nothing but the page is to use the processors.
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.newtabpage.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
});

interface Reply {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: unknown;
  readonly message?: string;
}

/** Commands of WebDriver BiDi over one socket: https://w3c.github.io/webdriver-bidi/ */
class BidiConnection {
  private nextId = 1;
  private readonly waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const reply: Reply = JSON.parse(String(data));
      const one = this.waiting.get(reply.id ?? 0);
      if (!one) return;
      this.waiting.delete(reply.id ?? 0);
      if (reply.type === 'success') one.resolve(reply.result);
      else one.reject(new Error(reply.message ?? 'an error without words'));
    });
    socket.on('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the browser closed the connection'));
    });
  }

  static open(url: string): Promise<BidiConnection> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 28 });
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new BidiConnection(socket)));
      socket.once('error', reject);
    });
  }

  send(method: string, params: object): Promise<unknown> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.socket.close();
  }
}

/** A value inside nested objects; undefined where the way ends. */
function inside(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
  return at;
}

/** Starts Firefox without a window, driven over WebDriver BiDi. */
export async function startFirefox(): Promise<EngineDriver> {
  const program = findFirefox();
  if (!program) throw new Error('No Firefox found.');
  const profile = temporaryFolder('firefox');
  // Apart from the files that Firefox keeps.
  const downloads = join(profile.path, 'downloads');
  mkdirSync(downloads);
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile.path, 'user.js'), lines.join('\n'));
  const firefox = new BrowserProcess(
    program,
    ['--headless', '--no-remote', '--profile', profile.path, '--remote-debugging-port', '0'],
    {
      env: { MOZ_CRASHREPORTER_DISABLE: '1' },
    },
  );
  const address = await said(firefox.stderr, /WebDriver BiDi listening on (ws:\S+)/, startMs);
  const bidi = await BidiConnection.open(`${address}/session`);
  await bidi.send('session.new', { capabilities: {} });
  const context = String(inside(await bidi.send('browsingContext.create', { type: 'tab' }), 'context'));
  await bidi.send('browsingContext.setViewport', { context, viewport });
  const actions = (input: object) => bidi.send('input.performActions', { context, actions: [input] });

  return {
    downloads,
    async navigate(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(expression) {
      const answer = await bidi.send('script.evaluate', { expression, awaitPromise: true, target: { context } });
      if (inside(answer, 'type') === 'exception') throw new Error(String(inside(answer, 'exceptionDetails', 'text')));
      const value = inside(answer, 'result', 'value');
      return typeof value === 'string' ? value : undefined;
    },
    async clickAt(x, y) {
      const move = { type: 'pointerMove', x: Math.round(x), y: Math.round(y) };
      const press = [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
      await actions({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: press });
    },
    async type(text) {
      const keys = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await actions({ type: 'key', id: 'keyboard', actions: keys });
    },
    async chooseFile(selector, path) {
      const found = await bidi.send('browsingContext.locateNodes', { context, locator: { type: 'css', value: selector } });
      const sharedId = inside(found, 'nodes', '0', 'sharedId');
      await bidi.send('input.setFiles', { context, element: { sharedId }, files: [path] });
    },
    async screenshot() {
      const data = inside(await bidi.send('browsingContext.captureScreenshot', { context }), 'data');
      return Buffer.from(String(data), 'base64');
    },
    async close() {
      bidi.close();
      await firefox.end();
      profile.remove();
    },
  };
}
