import type { MessageTemplate } from '../diagnostics.ts';

/** What is against a composite block, or against soft sharing, at its place. */
export const blockMessages = {
  'block.place': {
    severity: 'error',
    text: { en: 'This block goes behind one layer or into one connection.', 'zh-CN': '该模块要放在一个层之后或一条连接之中。' },
    hint: { en: 'Select that layer or connection first.', 'zh-CN': '请先选中该层或该连接。' },
  },
  'block.noShape': {
    severity: 'error',
    text: {
      en: '{{node}} does not work yet, so nothing can be built behind it.',
      'zh-CN': '{{node}} 尚不能工作，无法在其后搭建。',
    },
  },
  'block.tokens': {
    severity: 'error',
    text: { en: '{{node}} puts out token numbers.', 'zh-CN': '{{node}} 输出的是词元编号。' },
    hint: { en: 'Put the block behind an embedding.', 'zh-CN': '请把模块放在嵌入层之后。' },
  },
  'block.tasks': {
    severity: 'error',
    text: {
      en: 'Behind {{node}} there {{count, is|are}} {{count}} {{count, task|tasks}}; this block needs at least {{least}}.',
      'zh-CN': '{{node}} 之后有 {{count}} 个任务；该模块至少需要 {{least}} 个。',
    },
    hint: { en: 'Choose a layer that several tasks use.', 'zh-CN': '请选择多个任务共用的层。' },
  },
  'block.oneBehindOther': {
    severity: 'error',
    text: {
      en: '{{b}} depends on {{a}}: only layers side by side can be joined in this way.',
      'zh-CN': '{{b}} 依赖于 {{a}}：只有并列的层才能这样连接。',
    },
  },
  'block.severalNodes': {
    severity: 'error',
    text: { en: 'Fusion joins two or more layers.', 'zh-CN': '融合需要两个或更多的层。' },
    hint: { en: 'Select them together first (Shift and click).', 'zh-CN': '请先同时选中它们（按住 Shift 点击）。' },
  },
  'block.sequence': {
    severity: 'error',
    text: {
      en: 'A Transformer works on sequences [positions × features], and {{node}} puts out {{shape}}.',
      'zh-CN': 'Transformer 处理序列（位置 × 特征），而 {{node}} 输出 {{shape}}。',
    },
  },
  'block.heads': {
    severity: 'error',
    text: {
      en: '{{units}} {{units, feature|features}} cannot be divided among {{heads}} heads.',
      'zh-CN': '{{units}} 个特征无法平均分给 {{heads}} 个注意力头。',
    },
  },
  'block.sameTask': {
    severity: 'error',
    text: { en: 'A cascade leads from one task to another one.', 'zh-CN': '级联要从一个任务通向另一个任务。' },
  },
  'block.cascadeNoOutput': {
    severity: 'error',
    text: { en: 'The task {{task}} has no output yet.', 'zh-CN': '任务 {{task}} 还没有输出。' },
    hint: { en: 'Connect its head first.', 'zh-CN': '请先连接它的输出节点。' },
  },
  'block.cascadeNoPlace': {
    severity: 'error',
    text: {
      en: 'The task {{to}} has no layer of its own that could take the output of {{from}} in.',
      'zh-CN': '任务 {{to}} 没有可以接收 {{from}} 输出的专属层。',
    },
    hint: { en: 'Split a shared layer first, or give the task a tower.', 'zh-CN': '请先拆分共享层，或为该任务添加塔。' },
  },
  'sharing.tasks': {
    severity: 'info',
    text: { en: 'Sharing needs two tasks with an output.', 'zh-CN': '共享至少需要两个有输出的任务。' },
  },
  'sharing.noLine': {
    severity: 'info',
    text: {
      en: 'The depth can be set where the shared layers follow one another in one line and all tasks use them; here they branch.',
      'zh-CN': '只有当共享层依次相接、且所有任务都使用它们时，才能设置深度；此处存在分支。',
    },
    hint: { en: 'Use Split per task and Merge on single layers.', 'zh-CN': '可对单个层使用“按任务拆分”和“合并”。' },
  },
  'sharing.nothing': {
    severity: 'info',
    text: {
      en: 'No layer is shared, and no two tasks have equal layers that could be.',
      'zh-CN': '没有共享的层，也没有可以共享的相同层。',
    },
  },
  'tie.twoLayers': {
    severity: 'error',
    text: { en: 'Soft sharing joins two layers that learn.', 'zh-CN': '软共享连接两个可学习的层。' },
    hint: {
      en: 'Select two layers of the same kind and size, or one shared layer to split.',
      'zh-CN': '请选中两个类型和大小相同的层，或一个要拆分的共享层。',
    },
  },
  'tie.there': {
    severity: 'error',
    text: { en: '{{a}} and {{b}} are softly shared already.', 'zh-CN': '{{a}} 与 {{b}} 之间已有软共享。' },
  },
  'tie.nothingCommon': {
    severity: 'error',
    text: {
      en: '{{a}} and {{b}} have no weights of equal shape, so there is nothing to draw together.',
      'zh-CN': '{{a}} 与 {{b}} 没有形状相同的权重，无法相互拉近。',
    },
  },
  'tie.idle': {
    severity: 'warning',
    text: {
      en: 'The soft sharing between {{a}} and {{b}} does nothing: they no longer have weights of equal shape.',
      'zh-CN': '{{a}} 与 {{b}} 之间的软共享不起作用：它们不再有形状相同的权重。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
