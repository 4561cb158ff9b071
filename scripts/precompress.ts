import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The encodings that are offered, the better one first, with what their files are called. */
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** Compressed already, or made anew for every answer. */
const asTheyAre: ReadonlySet<string> = new Set(['.br', '.gz', '.png', '.ico', '.woff2', '.html']);
/** In bytes; what is smaller fits into one packet anyway. */
const worthwhile = 1000;

/** The bytes in an encoding of ours, or as they are. */
export function compress(bytes: Buffer, encoding: string): Buffer {
  if (encoding === 'br') return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  return encoding === 'gzip' ? gzipSync(bytes) : bytes;
}

/**
 * The encoding in which a request wants its answer: the one of highest quality, '' where none is accepted. A quality of 0 refuses one,
 * and `*` stands for all that are not named (RFC 9110, 12.5.3).
 */
export function acceptedEncoding(header: string): 'br' | 'gzip' | '' {
  const qualities = new Map<string, number>();
  for (const item of header.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    qualities.set(coding, quality === undefined ? 1 : Number(quality.slice(2)));
  }
  const qualityOf = (name: string): number => qualities.get(name) ?? qualities.get('*') ?? 0;
  const [best] = encodings.filter(({ name }) => qualityOf(name) > 0).sort((a, b) => qualityOf(b.name) - qualityOf(a.name));
  return best?.name ?? '';
}

/** Puts `file.br` and `file.gz` beside every file of `root` that gains by it, where they are not there yet or older than the file. */
export function precompress(root: string): void {
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const file = join(root, name);
    const { size, mtimeMs } = statSync(file);
    if (!statSync(file).isFile() || asTheyAre.has(extname(name)) || size < worthwhile) continue;
    for (const encoding of encodings) {
      const target = file + encoding.suffix;
      if (existsSync(target) && statSync(target).mtimeMs >= mtimeMs) continue;
      writeFileSync(target, compress(readFileSync(file), encoding.name));
    }
  }
}
