import { expect, it } from 'vitest';
import { runStages, type Stage } from './stages.ts';

/** Runs stages of which some fail; tells what began and ended, in order. */
async function ran(stages: readonly Stage[], failing: readonly string[]) {
  const log: string[] = [];
  const endings = await runStages(stages, async ({ name }) => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name} ends`);
    return !failing.includes(name);
  });
  return { log, endings: Object.fromEntries(endings) };
}

it('runs at once what waits for nothing, and later what waits', async () => {
  const { log } = await ran([{ name: 'data' }, { name: 'types' }, { name: 'build', needs: ['data'] }], []);
  expect(log).toEqual(['data begins', 'types begins', 'data ends', 'build begins', 'types ends', 'build ends']);
});

it('leaves out what needs a stage that failed, and what needs that, and runs all others', async () => {
  const stages = [
    { name: 'data' },
    { name: 'build', needs: ['data'] },
    { name: 'e2e', needs: ['build'] },
    { name: 'lint', after: ['e2e', 'data'] },
  ];
  expect((await ran(stages, ['data'])).endings).toEqual({ data: 'failed', build: 'left out', e2e: 'left out', lint: 'passed' });
});

it('refuses a stage that waits for one after it', async () => {
  await expect(runStages([{ name: 'build', needs: ['data'] }, { name: 'data' }], async () => true)).rejects.toThrow('data');
});
