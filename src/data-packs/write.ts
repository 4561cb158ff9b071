import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Packer } from './pack.ts';
import { packageText } from './package-file.ts';

const stampName = '.stamp.json';

/** What a written pack was made from, and the digest of each of its files. */
interface Stamp {
  readonly made: string;
  readonly files: Readonly<Record<string, string>>;
}

const digest = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

const madeFrom = ({ version, source }: Packer): string => {
  const { version: sourceVersion }: { version: string } = JSON.parse(packageText(source, 'package.json'));
  return `packer ${version} of ${source}@${sourceVersion}`;
};

/** True where the folder holds just what this packer would write, byte for byte. */
export function isUpToDate(packer: Packer, folder: string): boolean {
  const stampFile = join(folder, stampName);
  if (!existsSync(stampFile)) return false;
  const stamp: Stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  if (stamp.made !== madeFrom(packer)) return false;
  return Object.entries(stamp.files).every(([name, expected]) => {
    const file = join(folder, name);
    return existsSync(file) && digest(readFileSync(file)) === expected;
  });
}

/** Writes a pack into `folder` unless it is up to date; says whether it wrote. The stamp is written last: a half-written pack is made again. */
export function writePack(packer: Packer, folder: string): boolean {
  if (isUpToDate(packer, folder)) return false;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = packer.make();
  for (const [name, data] of Object.entries(files)) writeFileSync(join(folder, name), data);
  const digests = Object.fromEntries(Object.entries(files).map(([name, data]) => [name, digest(data)]));
  writeFileSync(join(folder, stampName), JSON.stringify({ made: madeFrom(packer), files: digests } satisfies Stamp));
  return true;
}
