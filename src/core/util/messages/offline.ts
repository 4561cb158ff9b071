import type { MessageTemplate } from '../diagnostics.ts';

/** What concerns the page as it is kept on the device. They come late: nobody hears of it in the first seconds. */
export const offlineMessages = {
  'page.isolatedNow': {
    severity: 'info',
    text: {
      en: 'The page was loaded once more, so that it may train on several threads.',
      'zh-CN': '页面已自动重新加载一次，以便用多个线程训练。',
    },
  },
  'page.isolationWaits': {
    severity: 'info',
    text: {
      en: 'Loaded once more, the page may train on several threads. Document and weights are kept.',
      'zh-CN': '重新加载一次后，页面可以用多个线程训练。文档与权重会保留。',
    },
  },
  'page.updateReady': {
    severity: 'info',
    text: {
      en: 'A new version of the page is ready. Document, run and weights are kept.',
      'zh-CN': '页面有新版本可用。文档、训练与权重都会保留。',
    },
    hint: {
      en: 'It is taken when you reload here, or after all tabs were closed.',
      'zh-CN': '点此重新加载，或关闭所有标签页后，即会启用。',
    },
  },
  'page.updateAfterTraining': {
    severity: 'warning',
    text: {
      en: 'The new version is not taken while training runs: pause it first.',
      'zh-CN': '训练进行时不会启用新版本：请先暂停。',
    },
  },
  'page.updateOtherTabs': {
    severity: 'warning',
    text: {
      en: 'Another tab still shows the old version: close it first, and nothing of it is lost.',
      'zh-CN': '另一个标签页仍在使用旧版本：请先关闭它，其中的内容不会丢失。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
