import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { isDataThere } from './host.ts';
import { runHeadless } from './run-headless.ts';
import { nodeTrainers } from './trainers.ts';

/** `npm run headless -- COMMAND …`: see README.md, «Without a browser». */
if (!isDataThere())
  spawnSync('npm', ['run', '--silent', 'data'], { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });

const processors = availableParallelism();
const trainers = nodeTrainers(processors);
const interruption = new AbortController();

process.on('SIGINT', () => {
  // Whoever presses it twice does not want to wait.
  if (interruption.signal.aborted) process.exit(130);
  interruption.abort();
});
process.on('SIGTERM', () => interruption.abort());

const code = await runHeadless(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  interrupted: interruption.signal,
  createTrainer: trainers.create,
  processors,
});
await trainers.end();
// What is read through a pipe may still be on its way.
process.stdout.write('', () => process.exit(code));
