import { join, resolve } from 'node:path';
import { packers } from './registry.ts';
import { writePack } from './write.ts';

const target = resolve(import.meta.dirname, '../../public/data');

for (const packer of packers) {
  const wrote = writePack(packer, join(target, packer.id));
  console.log(`public/data/${packer.id}: ${wrote ? 'written' : 'up to date'}`);
}
