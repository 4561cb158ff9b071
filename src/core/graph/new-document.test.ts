import { expect, it } from 'vitest';
import { builtInDatasets } from '../data/registry.ts';
import { analyzeGraph } from './analyze.ts';
import { documentOn, emptyDocument } from './new-document.ts';
import { sharedChain } from './serving.ts';

it.each(builtInDatasets.all().map((dataset) => [dataset.id, dataset] as const))(
  'on %s a document begins with tasks that share layers and can be trained',
  (id, dataset) => {
    const signature = dataset.signature(dataset.schema.parse({}));
    const project = documentOn(id, signature, ({ title }) => title.en);
    expect(project.data.dataset).toBe(id);
    expect(project.tasks.length).toBe(Math.min(2, signature.targets.length));
    const analysis = analyzeGraph(project, signature);
    expect(analysis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(analysis.trainable).toBe(true);
    expect(sharedChain(project)?.length).toBeGreaterThan(0);
    expect(emptyDocument(id, signature).graph).toMatchObject({ nodes: [{ kind: 'input' }], edges: [] });
  },
);
