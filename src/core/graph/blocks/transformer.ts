import { z } from 'zod';
import { transformerBlock } from '../../layers/sequence/transformer-block.ts';
import { describeShape } from '../../program/shapes.ts';
import { diagnostic, ok, refused } from '../../util/diagnostics.ts';
import { nodeLabel } from '../catalogue.ts';
import type { Block } from './block.ts';
import { Draft } from './draft.ts';
import { siteOf } from './site.ts';
import { count, countField } from './sizes.ts';

const schema = z.strictObject({
  blocks: count(1, 12).default(2),
  heads: count(1, 16).default(4),
  hidden: count(1, 4096).default(128),
});

/** Transformer blocks one behind the other, in every wire of the site. */
export const transformer: Block<z.infer<typeof schema>, 'transformer'> = {
  id: 'transformer',
  icon: 'IconBlocks',
  text: {
    title: { en: 'Transformer encoder', 'zh-CN': 'Transformer 编码器' },
    summary: {
      en: 'Several Transformer blocks, one behind the other.',
      'zh-CN': '多个 Transformer 块前后相接。',
    },
    more: {
      en: 'Attention and a small network in turn, each around a shortcut (Vaswani et al., 2017). Shared by several tasks it is a trunk for text and sequences; behind a token and position embedding it knows the order of what it reads.',
      'zh-CN':
        '注意力与小型网络交替，各带一条捷径（Vaswani 等，2017）。由多个任务共享时，它是文本和序列的主干；放在词元与位置嵌入之后即可识别顺序。',
    },
  },
  schema,
  fields: () => [
    countField(
      'blocks',
      { en: 'Blocks', 'zh-CN': '块数' },
      { en: 'How many blocks follow one another.', 'zh-CN': '前后相接多少个块。' },
      1,
      12,
    ),
    countField(
      'heads',
      { en: 'Heads', 'zh-CN': '注意力头数' },
      { en: 'In how many ways each block compares positions at once.', 'zh-CN': '每个块同时以多少种方式比较各位置。' },
      1,
      16,
    ),
    countField(
      'hidden',
      { en: 'Hidden units', 'zh-CN': '隐藏单元数' },
      { en: 'The width of the small network in each block.', 'zh-CN': '每个块中小型网络的宽度。' },
      1,
      4096,
    ),
  ],
  suggest(context) {
    const site = siteOf(context);
    const features = (site.ok ? site.value.shape.at(-1) : undefined) ?? 32;
    return { blocks: 2, heads: [4, 2, 1].find((heads) => features % heads === 0) ?? 1, hidden: Math.min(512, 4 * features) };
  },
  build(context, { blocks, heads, hidden }) {
    const site = siteOf(context);
    if (!site.ok) return site;
    const { project, source, edges, shape } = site.value;
    const where = `node:${source.id}`;
    const features = shape[1];
    if (shape.length !== 2 || features === undefined) {
      return refused(diagnostic('block.sequence', { node: nodeLabel(source, project), shape: describeShape(shape) }, where));
    }
    if (features % heads !== 0) return refused(diagnostic('block.heads', { units: features, heads }, where));
    const draft = new Draft(project, context.signature, source.position, context.language);
    const params = transformerBlock.schema.parse({ heads, headSize: features / heads, hidden });
    let last = source.id;
    for (let i = 0; i < blocks; i++) last = draft.add('transformerBlock', i + 1, [last], params);
    draft.redirect(edges, last);
    return ok(draft.finish());
  },
};
