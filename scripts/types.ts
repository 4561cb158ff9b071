import { resolve } from 'node:path';
import { compileTypes } from './compiler.ts';

/** `npm run types`: every part of the project, each with the libraries that it may use; ends at the first with an error. */
const root = resolve(import.meta.dirname, '..');
const passed = ['core', 'offline', 'app', 'node'].every(
  (part) => compileTypes(['-p', resolve(root, `tsconfig.${part}.json`)], { stdio: 'inherit' }).status === 0,
);
process.exit(passed ? 0 : 1);
