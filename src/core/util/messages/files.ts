import type { MessageTemplate } from '../diagnostics.ts';

/** What is wrong with a file, a link or a stored document. */
export const fileMessages = {
  'file.futureVersion': {
    severity: 'error',
    text: {
      en: 'This document was made by a newer version of the playground (format {{version}}; this page knows up to {{known}}).',
      'zh-CN': '该文档由更新版本的 Playground 生成（格式 {{version}}，本页面最高支持 {{known}}）。',
    },
    hint: { en: 'Reload the page to get the newest version.', 'zh-CN': '请刷新页面以获取最新版本。' },
  },
  'file.notADocument': {
    severity: 'error',
    text: {
      en: 'This is not a document of the playground: it has no format version.',
      'zh-CN': '这不是 Playground 的文档：其中没有格式版本号。',
    },
  },
  'file.notJson': {
    severity: 'error',
    text: { en: 'This file is not valid JSON.', 'zh-CN': '该文件不是有效的 JSON。' },
  },
  'file.missingField': {
    severity: 'error',
    text: {
      en: 'The document lacks {{path}} (expected: {{expected}}).',
      'zh-CN': '文档缺少 {{path}}（应为：{{expected}}）。',
    },
  },
  'file.badField': {
    severity: 'error',
    text: {
      en: 'The document has {{found}} at {{path}}, which cannot stand there (expected: {{expected}}).',
      'zh-CN': '文档的 {{path}} 处为 {{found}}，不符合要求（应为：{{expected}}）。',
    },
  },
  'file.duplicateId': {
    severity: 'error',
    text: { en: 'The id {{id}} occurs twice in {{list}}.', 'zh-CN': '{{list}} 中的标识 {{id}} 重复出现。' },
  },
  'file.edgeWithoutNode': {
    severity: 'error',
    text: {
      en: 'The connection {{edge}} names the node {{node}}, which does not exist.',
      'zh-CN': '连接 {{edge}} 指向不存在的节点 {{node}}。',
    },
  },
  'file.brokenLink': {
    severity: 'error',
    text: {
      en: 'This link is broken: it was cut off or altered on its way.',
      'zh-CN': '该链接已损坏：可能在传递过程中被截断或改动。',
    },
    hint: { en: 'Ask for the whole link, or for the document as a file.', 'zh-CN': '请索取完整的链接，或文档文件。' },
  },
  'file.futureLink': {
    severity: 'error',
    text: {
      en: 'This link was made by a newer version of the playground (packing {{version}}).',
      'zh-CN': '该链接由更新版本的 Playground 生成（打包格式 {{version}}）。',
    },
    hint: { en: 'Reload the page to get the newest version.', 'zh-CN': '请刷新页面以获取最新版本。' },
  },
} satisfies Record<string, MessageTemplate>;
