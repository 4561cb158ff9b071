import { splitNames } from '../../src/core/data/types.ts';
import { type Command, choiceOf, countOf, filesOf, shared } from './command.ts';
import { figureLines, figuresOf } from './figures.ts';
import { trainedModelIn } from './files.ts';
import { HeadlessRun } from './run.ts';

export const evaluate: Command = {
  name: 'evaluate',
  usage: 'MODEL',
  summary: 'measures a model on a split of its data set',
  options: { split: { type: 'string', help: 'train, validation or test (default)' }, ...shared },
  async run(world, files, given) {
    const [path = ''] = filesOf(files, 'a model');
    const split = choiceOf(given, 'split', splitNames, 'test');
    const { project, weights } = await trainedModelIn(path);
    const trainer = world.createTrainer({ threads: countOf(given, 'threads') });
    try {
      const run = await HeadlessRun.load(trainer, project, { from: 'weights', weights });
      const figures = figuresOf((await run.ask({ kind: 'evaluate', split })).tasks);
      if (given.json === true) world.out(JSON.stringify({ event: 'evaluated', split, tasks: figures }));
      else for (const line of figureLines(figures)) world.out(line);
    } finally {
      trainer.terminate();
    }
  },
};
