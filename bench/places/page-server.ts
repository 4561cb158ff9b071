import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, resolve } from 'node:path';
import { isolationHeaders } from '../../scripts/headers.ts';
import { resolvePath } from '../../scripts/static-server.ts';
import { builtPage } from './build-page.ts';

const publicData = resolve(import.meta.dirname, '../../public/data');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

export interface PageServer {
  readonly url: string;
  close(): void;
}

/** Serves the built bench and public/data; isolated pages have shared memory, and with it threads. */
export async function servePage(isolated: boolean): Promise<PageServer> {
  const server: Server = createServer(({ url = '/' }, response) => {
    const inData = url.startsWith('/data/');
    const file = inData ? resolvePath(publicData, url.slice('/data'.length)) : resolvePath(builtPage, url);
    try {
      const body = readFileSync(file ?? '');
      const type = types[extname(file ?? '')] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, ...(isolated ? isolationHeaders : {}) }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://localhost:${address.port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
