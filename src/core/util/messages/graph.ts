import type { MessageTemplate } from '../diagnostics.ts';

/** What validation says of the graph and of the document. */
export const graphMessages = {
  'graph.cycle': {
    severity: 'error',
    text: {
      en: 'This connection would make a cycle: a layer cannot depend on its own output.',
      'zh-CN': '这条连接会形成环：一个层不能依赖自己的输出。',
    },
  },
} satisfies Record<string, MessageTemplate>;
