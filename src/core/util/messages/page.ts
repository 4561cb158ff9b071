import type { MessageTemplate } from '../diagnostics.ts';

/** What concerns the page: its address, its backends, its worker. */
export const pageMessages = {
  'page.unknownParameter': {
    severity: 'warning',
    text: {
      en: 'The address asks for {{name}}={{value}}, which does not exist here.',
      'zh-CN': '网址中的 {{name}}={{value}} 在此不存在。',
    },
    hint: { en: 'Possible values: {{known}}', 'zh-CN': '可用的值：{{known}}' },
  },
  'page.badArgument': {
    severity: 'error',
    text: {
      en: 'A script gave {{name}} the value {{value}}, which is none that it can have.',
      'zh-CN': '脚本给 {{name}} 的值是 {{value}}，这不是有效的值。',
    },
    hint: { en: 'Possible values: {{known}}', 'zh-CN': '可用的值：{{known}}' },
  },
  'page.loadFailed': {
    severity: 'error',
    text: {
      en: 'This document cannot be opened, and the one before stays: {{reason}}',
      'zh-CN': '无法打开该文档，已保留原来的文档：{{reason}}',
    },
  },
  'page.weightsOpened': {
    severity: 'info',
    text: {
      en: 'The network has the weights of step {{step}} from {{file}}. Optimiser, schedule and curves begin afresh.',
      'zh-CN': '网络已载入 {{file}} 中第 {{step}} 步的权重。优化器、学习率调度和曲线重新开始。',
    },
  },
  'page.undatedWeightsOpened': {
    severity: 'info',
    text: {
      en: 'The network has the weights of {{file}}, which does not say of which step they are. Optimiser, schedule and curves begin afresh.',
      'zh-CN': '网络已载入 {{file}} 中的权重，文件未注明是第几步。优化器、学习率调度和曲线重新开始。',
    },
  },
  'page.standIn': {
    severity: 'warning',
    text: {
      en: 'The database of this browser cannot be used: {{reason}}. Your document is kept in its local storage instead.',
      'zh-CN': '此浏览器的数据库无法使用：{{reason}}。文档改为保存在本地存储中。',
    },
  },
  'page.notKept': {
    severity: 'warning',
    text: {
      en: 'This browser keeps nothing of this page: {{reason}}. What you edit is gone once the page is closed.',
      'zh-CN': '此浏览器不保存本页面的任何内容：{{reason}}。关闭页面后，所做的编辑会丢失。',
    },
    hint: { en: 'Take the document home with Export, or share it as a link.', 'zh-CN': '请用“导出”保存文档，或将其分享为链接。' },
  },
  'page.runNotKept': {
    severity: 'warning',
    text: {
      en: 'The run cannot be kept in this browser: {{reason}}. Its weights and curves are gone once the page is closed.',
      'zh-CN': '此浏览器无法保存训练：{{reason}}。关闭页面后，权重与曲线会丢失。',
    },
    hint: { en: 'Take the weights home with Export.', 'zh-CN': '请用“导出”保存权重。' },
  },
  'page.parted': {
    severity: 'info',
    text: {
      en: 'This document was edited in another tab as well. Both are kept, each as its tab has it.',
      'zh-CN': '另一个标签页也编辑了此文档。两份都会保留，各自按所在标签页的内容保存。',
    },
    hint: {
      en: 'The next visit opens the one that was edited last, and offers the other.',
      'zh-CN': '下次访问会打开最后编辑的一份，并提供另一份。',
    },
  },
  'page.otherDocument': {
    severity: 'info',
    text: {
      en: 'Another tab left a document of its own: “{{name}}”, last edited on {{when}}.',
      'zh-CN': '另一个标签页留下了自己的文档：“{{name}}”，最后编辑于 {{when}}。',
    },
  },
  'page.leftOut': {
    severity: 'error',
    text: {
      en: '{{what}} cannot be shown and was left out: {{reason}}',
      'zh-CN': '{{what}}无法显示，已跳过：{{reason}}',
    },
    hint: { en: 'Nothing of it is lost: it can be taken home as a file.', 'zh-CN': '内容没有丢失：可以下载为文件。' },
  },
  'page.presetsMissing': {
    severity: 'error',
    text: { en: 'The examples could not be fetched: {{error}}', 'zh-CN': '无法获取示例：{{error}}' },
    hint: { en: 'Check the connection and try again.', 'zh-CN': '请检查网络连接后重试。' },
  },
  'page.backendUnavailable': {
    severity: 'error',
    text: {
      en: '{{backend}} was asked for but cannot be used here: {{error}}',
      'zh-CN': '请求使用 {{backend}}，但它在此不可用：{{error}}',
    },
    hint: {
      en: 'Remove it from the address, and the best available one is chosen.',
      'zh-CN': '从网址中去掉它，页面会自动选择可用的最佳后端。',
    },
  },
  'page.noBackend': {
    severity: 'error',
    text: {
      en: 'Nothing on this device could run the training: {{error}}',
      'zh-CN': '此设备上没有可用于训练的后端：{{error}}',
    },
    hint: { en: 'Reload the page, or try another browser.', 'zh-CN': '请刷新页面，或换用其他浏览器。' },
  },
} as const satisfies Record<string, MessageTemplate>;
