import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A folder of its own for one browser, and how it goes away. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `mtl-playground-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

/** The first match of `pattern` in what a stream says. Rejects, with what it said, when it ends or `timeoutMs` have passed. */
export const said = (stream: Readable, pattern: RegExp, timeoutMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const fail = (why: string): void => reject(new Error(`${why}: ${text.slice(-2000)}`));
    const timer = setTimeout(() => fail(`nothing that matches ${pattern} was said in ${timeoutMs} ms`), timeoutMs);
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = pattern.exec(text)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    stream.once('end', () => {
      clearTimeout(timer);
      fail('it ended');
    });
  });

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A further pipe that the program writes to, as file descriptor 3. */
  readonly extraPipe?: boolean;
}

/** A program in a process group of its own: what it starts ends with it. */
export class BrowserProcess {
  private readonly child: ChildProcess;

  constructor(command: string, args: readonly string[], { env = {}, extraPipe = false }: StartOptions = {}) {
    this.child = spawn(command, args, {
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', ...(extraPipe ? (['pipe'] as const) : [])],
    });
    // Read on, or a full pipe would stop the program.
    this.child.stderr?.resume();
    process.once('exit', () => this.kill());
  }

  get stderr(): Readable {
    const { stderr } = this.child;
    if (!stderr) throw new Error('the program has no standard error');
    return stderr;
  }

  get extra(): Readable {
    const pipe = this.child.stdio[3];
    if (!pipe || !('read' in pipe)) throw new Error('the program has no further pipe');
    return pipe;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  kill(): void {
    const { pid } = this.child;
    if (pid === undefined || this.ended) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Gone between the question and the signal.
    }
  }

  /** Ends the program and waits until it is gone. */
  async end(): Promise<void> {
    if (this.ended) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.kill();
    await gone;
  }
}
