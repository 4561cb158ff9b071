import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createStaticServer } from './static-server.ts';

/** `tsx scripts/serve.ts [--port N] [--host ADDRESS] [--allow-framing ORIGINS] [--no-open]`: serves dist/ and prints the address. */
const preferredPort = 4173;

/** Listens on `port`, or on any free port where that one is taken and was not asked for. */
function listen(server: Server, host: string, port: number, fallback: boolean): Promise<number> {
  return new Promise((resolvePort, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && fallback) listen(server, host, 0, false).then(resolvePort, reject);
      else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolvePort(address.port);
    });
  });
}

/** The command that opens an address in the visitor's browser; null where there is no display. */
function openCommand(): readonly [string, ...string[]] | null {
  if (process.env.CI || process.env.SSH_CONNECTION) return null;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

function openBrowser(url: string): void {
  const command = openCommand();
  if (!command) return;
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => console.log('No browser could be opened: please open the address above.'));
  child.unref();
}

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    'allow-framing': { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '../dist');
if (!existsSync(resolve(root, 'index.html'))) {
  console.error('There is no build in dist/: run `npm run build` first.');
  process.exit(1);
}
const asked = values.port ?? process.env.PORT;
const port = await listen(
  createStaticServer(root, values['allow-framing']),
  values.host,
  asked === undefined ? preferredPort : Number(asked),
  asked === undefined,
);
const url = `http://${values.host === '127.0.0.1' ? 'localhost' : values.host}:${port}/`;
console.log(`MTL Playground: ${url}`);
if (!values['no-open']) openBrowser(url);
