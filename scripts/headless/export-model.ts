import { fileNameOf } from '../../src/core/runs/file-name.ts';
import { modelFormats } from '../../src/engine/formats/registry.ts';
import { type Command, choiceOf, filesOf, Misused, shared, textOf } from './command.ts';
import { trainedModelIn, write } from './files.ts';
import { HeadlessRun } from './run.ts';

const ids = modelFormats.map(({ id }) => id);

export const exportModel: Command = {
  name: 'export',
  usage: 'MODEL --format FORMAT',
  summary: `writes a model in another format: ${ids.join(', ')}`,
  options: {
    format: { type: 'string', help: ids.join(', ') },
    out: { type: 'string', help: 'the file (default: named after the document, in this folder)' },
    json: shared.json,
  },
  async run(world, files, given) {
    const [path = ''] = filesOf(files, 'a model');
    if (textOf(given, 'format') === undefined) throw new Misused(`--format is one of ${ids.join(', ')}`);
    const format = choiceOf(given, 'format', ids, 'onnx');
    const { project, weights } = await trainedModelIn(path);
    const trainer = world.createTrainer({ threads: 1 });
    try {
      const run = await HeadlessRun.load(trainer, project, { from: 'weights', weights });
      const { bytes } = await run.ask({ kind: 'export', format, weights: 'current', project });
      const extension = modelFormats.find(({ id }) => id === format)?.extension ?? format;
      const file = textOf(given, 'out') ?? fileNameOf(project, null, extension);
      write(file, bytes);
      world.out(given.json === true ? JSON.stringify({ event: 'exported', format, file, bytes: bytes.length }) : file);
    } finally {
      trainer.terminate();
    }
  },
};
