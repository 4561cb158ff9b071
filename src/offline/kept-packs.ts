import type { Pack, PackFile, PackState } from './protocol.ts';

/** A cache of the browser, as far as packs need one. */
export type PackCache = Pick<Cache, 'match' | 'put' | 'delete' | 'keys'>;

const hexadecimal = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Data packs on this device. A file is kept under its address and revision, and only where its bytes are those of the revision: what another
 * version of the page needs is never taken for it. `base`: the address of the page's folder.
 */
export class KeptPacks {
  private readonly files: ReadonlyMap<string, PackFile>;

  constructor(
    private readonly packs: readonly Pack[],
    private readonly base: string,
    private readonly open: () => Promise<PackCache>,
    private readonly fetchFile: (url: string) => Promise<Response>,
  ) {
    this.files = new Map(packs.flatMap(({ files }) => files.map((file) => [new URL(file.url, base).href, file])));
  }

  /** Whether a file of a pack is at this address. */
  has(url: string): boolean {
    return this.files.has(url);
  }

  /**
   * The file at an address of a pack: as it is kept, else from the network, and kept from then on. `whileKept` hears of what goes on behind the
   * answer. Rejects where there is neither.
   */
  async answer(url: string, whileKept: (work: Promise<unknown>) => void): Promise<Response> {
    const kept = await (await this.open()).match(this.key(url));
    if (kept) return kept;
    const fetched = await this.fetchFile(url);
    // Where it cannot be kept, it is fetched again the next time.
    if (fetched.ok) whileKept(this.store(url, fetched.clone()).catch(() => false));
    return fetched;
  }

  /** Fetches what is missing of a folder. Rejects where that cannot be had or kept. */
  async keep(folder: string): Promise<void> {
    const cache = await this.open();
    for (const url of this.urlsOf(folder)) {
      if (await cache.match(this.key(url))) continue;
      const answer = await this.fetchFile(url);
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText} (${url})`);
      await this.store(url, answer);
    }
  }

  async drop(folder: string): Promise<void> {
    const cache = await this.open();
    for (const url of this.urlsOf(folder)) await cache.delete(this.key(url));
  }

  /** Drops what this version of the page does not know. */
  async prune(): Promise<void> {
    const cache = await this.open();
    const known = new Set([...this.files.keys()].map((url) => this.key(url)));
    for (const { url } of await cache.keys()) if (!known.has(url)) await cache.delete(url);
  }

  async states(): Promise<readonly PackState[]> {
    const kept = new Set((await (await this.open()).keys()).map(({ url }) => url));
    return this.packs.map(({ folder, files }) => ({
      folder,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      kept: this.urlsOf(folder).every((url) => kept.has(this.key(url))),
    }));
  }

  private key(url: string): string {
    return `${url}?revision=${this.files.get(url)?.revision ?? ''}`;
  }

  private urlsOf(folder: string): readonly string[] {
    return (this.packs.find((pack) => pack.folder === folder)?.files ?? []).map(({ url }) => new URL(url, this.base).href);
  }

  /** Keeps an answer whose bytes are those of the revision. */
  private async store(url: string, answer: Response): Promise<void> {
    const bytes = await answer.arrayBuffer();
    if (hexadecimal(await crypto.subtle.digest('SHA-256', bytes)) !== this.files.get(url)?.revision) {
      throw new Error(`Another version of the page has another ${url}`);
    }
    const type = answer.headers.get('Content-Type');
    await (await this.open()).put(
      this.key(url),
      new Response(bytes, { headers: { 'Content-Length': String(bytes.byteLength), ...(type ? { 'Content-Type': type } : {}) } }),
    );
  }
}
