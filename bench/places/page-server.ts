import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import sirv from 'sirv';
import { isolationHeaders } from '../../src/offline/headers.ts';
import { builtPage } from './build-page.ts';

const publicData = resolve(import.meta.dirname, '../../public/data');

export interface PageServer {
  readonly url: string;
  close(): void;
}

/** Serves the built bench and public/data; isolated pages have shared memory, and with it threads. */
export async function servePage(isolated: boolean): Promise<PageServer> {
  const [page, data] = [sirv(builtPage), sirv(publicData)];
  const server: Server = createServer((request, response) => {
    if (isolated) for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
    const { url = '/' } = request;
    if (!url.startsWith('/data/')) page(request, response);
    else {
      request.url = url.slice('/data'.length);
      data(request, response);
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
