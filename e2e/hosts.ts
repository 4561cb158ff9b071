import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sirv from 'sirv';
import { createStaticServer } from '../scripts/static-server.ts';

const dist = resolve(import.meta.dirname, '../dist');

/** A host of the built page that a test starts, changes and stops. */
export interface Host {
  /** The address of the page. */
  readonly url: string;
  readonly port: number;
  /** Nothing is to be had there any more. */
  stop(): Promise<void>;
}

async function started(server: Server, path = '/', port = 0): Promise<Host> {
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    url: `http://localhost:${address.port}${path}`,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

/** The server of the project, on a folder, which it reads when it starts; the build as it is by default. */
export const ownHost = (folder = dist, port = 0, framing?: string): Promise<Host> =>
  started(createStaticServer(folder, framing), '/', port);

/** A host of files that knows nothing of the page: no headers of ours, and the page in a folder. */
export function plainHost(path: string): Promise<Host> {
  const files = sirv(dist, { dev: true });
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(path)) {
      response.writeHead(404).end();
      return;
    }
    request.url = `/${request.url.slice(path.length)}`;
    files(request, response, () => void response.writeHead(404).end());
  });
  return started(server, path);
}

/** A copy of the build that can become another version of the page. */
export function versions() {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  cpSync(dist, folder, { recursive: true });
  const change = (name: string, edit: (text: string) => string): void => {
    const file = join(folder, name);
    const before = readFileSync(file, 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`${name} is as it was`);
    writeFileSync(file, after);
  };
  return {
    folder,
    /** Puts another page in the place of the one that is there, as a build would: with another title. */
    next(title: string): void {
      change('index.html', (text) => text.replace(/<title>.*<\/title>/, `<title>${title}</title>`));
      const revision = Array.from({ length: 64 }, (_, i) => (title.charCodeAt(i % title.length) % 16).toString(16)).join('');
      change('service-worker.js', (text) =>
        text.replace(/(index\.html[^{}]{1,20}revision[^0-9a-f]{2,4})[0-9a-f]{64}/, `$1${revision}`),
      );
    },
    remove: (): void => rmSync(folder, { recursive: true }),
  };
}
