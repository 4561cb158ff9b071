import type { MessageTemplate } from '../diagnostics.ts';

/** What is wrong, or suspicious, about a visitor's own data. */
export const importMessages = {
  'import.empty': {
    severity: 'error',
    text: { en: '{{file}} is empty.', 'zh-CN': '{{file}} 是空文件。' },
  },
  'import.noText': {
    severity: 'error',
    text: { en: '{{file}} is no text but a binary file.', 'zh-CN': '{{file}} 不是文本，而是二进制文件。' },
    hint: {
      en: 'CSV, TSV, JSON, Excel (.xlsx) and Parquet can be read.',
      'zh-CN': '可读取 CSV、TSV、JSON、Excel（.xlsx）与 Parquet。',
    },
  },
  'import.badFormat': {
    severity: 'error',
    text: {
      en: 'There is no format {{format}}. Possible values: {{known}}',
      'zh-CN': '没有名为 {{format}} 的格式。可用的值：{{known}}',
    },
  },
  'import.noRows': {
    severity: 'error',
    text: {
      en: '{{file}} has {{columns}} {{columns, column|columns}} and not a single row that can be used; {{malformed}} {{malformed, is|are}} malformed.',
      'zh-CN': '{{file}} 有 {{columns}} 列，但没有一行可用；{{malformed}} 行格式有误。',
    },
  },
  'import.noList': {
    severity: 'error',
    text: {
      en: '{{file}} is no list of objects, nor one object per line.',
      'zh-CN': '{{file}} 既不是对象列表，也不是每行一个对象。',
    },
  },
  'import.tooLong': {
    severity: 'error',
    text: { en: '{{file}} is one list of more than 256 MB.', 'zh-CN': '{{file}} 是一个超过 256 MB 的列表。' },
    hint: {
      en: 'Write one object per line: that can be read piece by piece.',
      'zh-CN': '请改为每行一个对象，这样可以分段读取。',
    },
  },
  'import.tooLarge': {
    severity: 'error',
    text: { en: 'The table has more than {{most}} fields.', 'zh-CN': '表格的字段超过 {{most}} 个。' },
    hint: { en: 'Take a sample of its rows, or fewer columns.', 'zh-CN': '请抽取部分行，或减少列数。' },
  },
  'import.tooManyColumns': {
    severity: 'error',
    text: {
      en: 'The table has {{found}} columns; {{most}} can be read.',
      'zh-CN': '表格有 {{found}} 列，最多可读取 {{most}} 列。',
    },
  },
  'import.oldWorkbook': {
    severity: 'error',
    text: { en: '{{file}} is encrypted, or an old .xls workbook.', 'zh-CN': '{{file}} 已加密，或是旧的 .xls 工作簿。' },
    hint: { en: 'Save it without a password as .xlsx or CSV.', 'zh-CN': '请去掉密码并另存为 .xlsx 或 CSV。' },
  },
  'import.noWorkbook': {
    severity: 'error',
    text: { en: '{{file}} is no Excel workbook: {{reason}}', 'zh-CN': '{{file}} 不是 Excel 工作簿：{{reason}}' },
  },
  'import.unpacksTooLarge': {
    severity: 'error',
    text: { en: '{{file}} would unpack to {{megabytes}} MB.', 'zh-CN': '{{file}} 解压后将有 {{megabytes}} MB。' },
  },
  'import.noParquet': {
    severity: 'error',
    text: { en: '{{file}} cannot be read as Parquet: {{reason}}', 'zh-CN': '{{file}} 无法作为 Parquet 读取：{{reason}}' },
  },
  'import.badArchive': {
    severity: 'error',
    text: { en: '{{file}} is no ZIP archive, or a damaged one.', 'zh-CN': '{{file}} 不是 ZIP 压缩包，或已损坏。' },
    hint: { en: 'Pack the files anew, or choose their folder.', 'zh-CN': '请重新打包，或直接选择文件夹。' },
  },
  'import.encryptedArchive': {
    severity: 'error',
    text: { en: '{{file}} has a password.', 'zh-CN': '{{file}} 设有密码。' },
    hint: { en: 'Pack the files without one, or choose their folder.', 'zh-CN': '请不加密地重新打包，或直接选择文件夹。' },
  },
  'import.nothingInArchive': {
    severity: 'error',
    text: {
      en: '{{file}} holds neither images nor sounds nor a table.',
      'zh-CN': '{{file}} 中没有图像、声音，也没有表格。',
    },
    hint: {
      en: 'JPEG, PNG, WebP, and WAV and other sounds are read, with a CSV of labels beside them or in a folder per class.',
      'zh-CN': '可读取 JPEG、PNG、WebP 以及 WAV 等声音，标签可放在旁边的 CSV 中，或每个类别一个文件夹。',
    },
  },
  'import.tooMuchMedia': {
    severity: 'error',
    text: { en: 'What is read takes more than {{megabytes}} MB.', 'zh-CN': '读取的内容超过 {{megabytes}} MB。' },
    hint: { en: 'Choose a smaller size, or take fewer files.', 'zh-CN': '请选择更小的尺寸，或减少文件。' },
  },
  'import.unsafePaths': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, file is left out because its path leads|files are left out because their paths lead}} out of the archive: {{some}}',
      'zh-CN': '有 {{count}} 个文件的路径指向压缩包之外，已略去：{{some}}',
    },
  },
  'import.unusedFiles': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, file is|files are}} named by no row of the labels, and not used: {{some}}',
      'zh-CN': '有 {{count}} 个文件在标签表中没有对应的行，未使用：{{some}}',
    },
  },
  'import.cutTexts': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, text is|texts are}} longer than {{length}} words, of which only the first are read.',
      'zh-CN': '有 {{count}} 段文本超过 {{length}} 个词，只读取前面的部分。',
    },
  },
  'import.cutSounds': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, sound is|sounds are}} longer than {{seconds}} s, and only the beginning is heard.',
      'zh-CN': '有 {{count}} 段声音超过 {{seconds}} 秒，只使用开头部分。',
    },
  },
  'import.unseenClasses': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, label is of a class|labels are of classes}} that no training row has, and {{count, counts|count}} as missing: {{some}}',
      'zh-CN': '有 {{count}} 个标签的类别在训练行中没有出现，按缺失处理：{{some}}',
    },
  },
  'import.moreSkipped': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, row is not as it|rows are not as they}} should be; the first {{shown}} of them are listed.',
      'zh-CN': '有 {{count}} 行不符合要求；仅列出前 {{shown}} 行。',
    },
  },
  'import.otherSheets': {
    severity: 'warning',
    text: {
      en: 'The sheet “{{sheet}}” is read; {{count}} {{count, other that holds something is|others that hold something are}} not: {{some}}',
      'zh-CN': '读取的是工作表“{{sheet}}”；另有 {{count}} 个非空工作表未读取：{{some}}',
    },
    hint: { en: 'Save another sheet as a file of its own to use it.', 'zh-CN': '如需使用其他工作表，请将其另存为单独的文件。' },
  },
  'import.leftOut': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, file is|files are}} of a kind that is not read, or not read beside {{kind}}, and left out: {{some}}',
      'zh-CN': '有 {{count}} 个文件的类型无法读取，或不能与 {{kind}} 一起读取，已略去：{{some}}',
    },
  },
  'import.otherTables': {
    severity: 'warning',
    text: {
      en: '{{table}} is read; {{count}} other {{count, table is|tables are}} not: {{some}}',
      'zh-CN': '读取的是 {{table}}；另有 {{count}} 张表未读取：{{some}}',
    },
  },
  'import.severalTables': {
    severity: 'error',
    text: {
      en: '{{file}} holds {{count}} {{count, table|tables}} and no images or sounds: {{some}}',
      'zh-CN': '{{file}} 中有 {{count}} 张表，没有图像或声音：{{some}}',
    },
    hint: { en: 'Give one of them alone.', 'zh-CN': '请只提供其中一张。' },
  },
  'import.labelsNameNothing': {
    severity: 'warning',
    text: {
      en: 'No column of {{tables}} names the files: folders are taken as classes.',
      'zh-CN': '{{tables}} 中没有一列是文件名：以文件夹作为类别。',
    },
    hint: { en: 'Give the table a column with the name of each file.', 'zh-CN': '请在表中加一列，写明每个文件的名称。' },
  },
  'import.mixedDown': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, sound has|sounds have}} more than two channels, up to {{channels}}: their mean is heard.',
      'zh-CN': '有 {{count}} 段声音的声道多于两个（最多 {{channels}} 个）：取各声道的平均。',
    },
  },
  'import.boxColumns': {
    severity: 'error',
    text: {
      en: 'A box is four columns: left, top, width and height (or right and bottom). {{found}} are chosen.',
      'zh-CN': '定位框由四列组成：左、上、宽、高（或右、下），现在选了 {{found}} 列。',
    },
  },
  'import.boxWithoutImage': {
    severity: 'error',
    text: { en: 'A box needs a column of images as a feature.', 'zh-CN': '定位框需要有一列图像作为特征。' },
  },
  'import.badBoxes': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, box is incomplete or lies outside of its image|boxes are incomplete or lie outside of their image}}, the first in line {{line}}: {{count, this row has|these rows have}} no label.',
      'zh-CN': '有 {{count}} 个定位框不完整或在图像之外，第一个在第 {{line}} 行：这些行没有标签。',
    },
  },
  'import.spansWithoutText': {
    severity: 'error',
    text: {
      en: '{{column}} marks stretches of a text: choose the column of that text as a feature, and say that it is text.',
      'zh-CN': '{{column}} 列标记的是文本片段：请将对应的文本列设为特征，并把类型设为文本。',
    },
  },
  'import.spansOutside': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, row has|rows have}} a span that is empty or lies outside of the text, the first in line {{line}}: {{count, it has|they have}} no label.',
      'zh-CN': '有 {{count}} 行的片段为空或超出文本，第一处在第 {{line}} 行：这些行没有标签。',
    },
    hint: {
      en: 'Start and end count characters from 0, the end not included.',
      'zh-CN': '起止位置按字符从 0 计数，不含结束位置。',
    },
  },
  'import.spansOverlap': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, row has|rows have}} spans that overlap, the first in line {{line}}: a word has one tag, so {{count, it has|they have}} no label.',
      'zh-CN': '有 {{count}} 行的片段相互重叠，第一处在第 {{line}} 行：一个词只能有一个标注，因此这些行没有标签。',
    },
  },
  'import.spansUnreadable': {
    severity: 'warning',
    text: {
      en: '{{count}} {{count, row holds|rows hold}} no list of spans, the first in line {{line}}: {{count, it has|they have}} no label.',
      'zh-CN': '有 {{count}} 行不是片段列表，第一处在第 {{line}} 行：这些行没有标签。',
    },
    hint: {
      en: 'A span is an object with start, end and label, or a list of these three.',
      'zh-CN': '片段是含 start、end、label 的对象，或由这三项组成的列表。',
    },
  },
  'import.noTarget': {
    severity: 'error',
    text: { en: 'No column is a target: choose what is to be predicted.', 'zh-CN': '没有目标列：请选择要预测的内容。' },
  },
  'import.noFeature': {
    severity: 'error',
    text: { en: 'No column is a feature: choose what to predict from.', 'zh-CN': '没有特征列：请选择用来预测的内容。' },
  },
  'import.noLabels': {
    severity: 'error',
    text: { en: 'No training row has a label in {{column}}.', 'zh-CN': '{{column}} 列在训练行中没有任何标签。' },
  },
  'import.oneClass': {
    severity: 'error',
    text: {
      en: '{{column}} holds nothing but {{only}}: there is nothing to tell apart.',
      'zh-CN': '{{column}} 列只有 {{only}}：没有可区分的内容。',
    },
  },
  'import.notYesNo': {
    severity: 'error',
    text: {
      en: '{{column}} has {{found}} different values: it is no yes or no.',
      'zh-CN': '{{column}} 列有 {{found}} 个不同的值，不是是非列。',
    },
  },
  'import.tooManyClasses': {
    severity: 'error',
    text: {
      en: '{{column}} has {{found}} different classes; {{most}} can be told apart.',
      'zh-CN': '{{column}} 列有 {{found}} 个类别，最多可区分 {{most}} 个。',
    },
  },
  'import.noSplitColumn': {
    severity: 'error',
    text: { en: 'No column says how to split by {{by}}.', 'zh-CN': '没有列可用于按 {{by}} 划分。' },
  },
  'import.constant': {
    severity: 'warning',
    text: {
      en: '{{column}} is always {{value}}: nothing can be learned from it.',
      'zh-CN': '{{column}} 列始终是 {{value}}：无法从中学到东西。',
    },
  },
  'import.idFeature': {
    severity: 'warning',
    text: {
      en: '{{column}} has {{different}} different values in {{rows}} {{rows, row|rows}}: it names rows, and a model would learn them by heart.',
      'zh-CN': '{{column}} 列在 {{rows}} 行中有 {{different}} 个不同的值：它是行的名称，模型只会死记硬背。',
    },
  },
  'import.leak': {
    severity: 'warning',
    text: {
      en: '{{column}} alone tells {{target}} in {{share}} (without it: {{without}}): will it be known when you predict?',
      'zh-CN': '仅凭 {{column}} 列就能得出 {{target}}，达 {{share}}（不用它时为 {{without}}）：预测时会知道它吗？',
    },
  },
  'import.rareClasses': {
    severity: 'warning',
    text: {
      en: 'Classes of {{column}} with fewer samples than the {{splits}} parts: {{classes}} (and {{more}} more)',
      'zh-CN': '{{column}} 列中样本数少于 {{splits}} 个划分的类别：{{classes}}（另有 {{more}} 个）',
    },
  },
  'import.duplicates': {
    severity: 'warning',
    text: {
      en: 'The features of {{rows}} {{rows, row|rows}} outside of training stand in a training row too, such as lines {{first}} and {{second}}.',
      'zh-CN': '训练集之外有 {{rows}} 行的特征也出现在训练行中，例如第 {{first}} 行与第 {{second}} 行。',
    },
    hint: { en: 'Split by a group that keeps copies together.', 'zh-CN': '请按能让重复行在一起的分组来划分。' },
  },
  'import.dateLeak': {
    severity: 'warning',
    text: {
      en: 'Along {{column}}, {{target}} of neighbours is alike ({{near}}; far apart {{far}}): drawn at random, test rows lie between training rows.',
      'zh-CN': '沿 {{column}} 列，相邻行的 {{target}} 相似（{{near}}；相隔很远时 {{far}}）：随机划分会让测试行夹在训练行之间。',
    },
    hint: { en: 'Split by time.', 'zh-CN': '请按时间划分。' },
  },
  'import.unnamedParts': {
    severity: 'warning',
    text: {
      en: '{{rows}} {{rows, row names|rows name}} no part that is known ({{words}}): {{rows, it is|they are}} trained on.',
      'zh-CN': '{{rows}} 行没有写明已知的划分（{{words}}）：它们将用于训练。',
    },
  },
  'import.died': {
    severity: 'error',
    text: { en: 'Reading the data was interrupted: {{reason}}', 'zh-CN': '数据读取中断：{{reason}}' },
    hint: {
      en: 'It may be too large for this browser. Try fewer rows.',
      'zh-CN': '数据可能超出此浏览器的承受能力，请减少行数。',
    },
  },
  'import.cancelled': {
    severity: 'info',
    text: { en: 'Reading the data was cancelled.', 'zh-CN': '已取消读取数据。' },
  },
  'import.otherFile': {
    severity: 'error',
    text: {
      en: '{{found}} is not the file that this document was made with: {{expected}} had other contents.',
      'zh-CN': '{{found}} 不是此文档使用的文件：{{expected}} 的内容不同。',
    },
  },
  'import.otherReading': {
    severity: 'error',
    text: {
      en: 'This version of the page reads {{file}} otherwise than the one that made this document.',
      'zh-CN': '此版本的页面读取 {{file}} 的方式与创建此文档的版本不同。',
    },
    hint: { en: 'Use the file anew: the document is then made for it.', 'zh-CN': '请重新使用该文件：将为它建立新的文档。' },
  },
  'import.quota': {
    severity: 'warning',
    text: {
      en: '{{file}} is used, but could not be kept for the next visit: {{reason}}',
      'zh-CN': '{{file}} 已在使用，但无法保存到下次访问：{{reason}}',
    },
    hint: { en: 'Delete data sets that are no longer needed, then keep it.', 'zh-CN': '请先删除不再需要的数据集，再保存。' },
  },
  'data.bytesMissing': {
    severity: 'error',
    text: {
      en: 'The data {{name}} is not in this browser: a document describes it but does not carry it.',
      'zh-CN': '此浏览器中没有数据 {{name}}：文档只描述数据，并不包含数据。',
    },
    hint: { en: 'Choose the file {{file}}.', 'zh-CN': '请选择文件 {{file}}。' },
  },
} as const satisfies Record<string, MessageTemplate>;
