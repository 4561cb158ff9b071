import type { MessageTemplate } from '../diagnostics.ts';

const otherFormatsInstead = {
  en: 'The export for TensorFlow.js as JavaScript holds every network, and so do ONNX and the projects for PyTorch and Keras.',
  'zh-CN': '导出为 TensorFlow.js 的 JavaScript 代码、ONNX 或 PyTorch、Keras 项目，可以包含任何网络。',
};

/** What is wrong with a file, a link or a stored document. */
export const fileMessages = {
  'predictFile.noColumns': {
    severity: 'error',
    text: {
      en: '{{file}} has none of the columns that the model reads ({{known}}). Its first line says: {{found}}',
      'zh-CN': '{{file}} 中没有模型所需的任何列（{{known}}）。其第一行为：{{found}}',
    },
    hint: {
      en: 'The first line names the columns; case, spaces and units in brackets do not count.',
      'zh-CN': '第一行应为列名；大小写、空格和括号中的单位均不影响匹配。',
    },
  },
  'predictFile.noRows': {
    severity: 'error',
    text: {
      en: 'The model reads “{{input}}”, which files cannot hold as it was made.',
      'zh-CN': '模型读取“{{input}}”，文件无法提供这种形式的输入。',
    },
    hint: { en: 'Try it on single samples instead.', 'zh-CN': '请改为逐个样本试用。' },
  },
  'predictFile.noImages': {
    severity: 'error',
    text: { en: '{{file}} holds no pictures, which the model reads.', 'zh-CN': '{{file}} 中没有模型所需的图像。' },
    hint: {
      en: 'Choose pictures (JPEG, PNG, WebP) or a ZIP of them, with a table beside them or none.',
      'zh-CN': '请选择图像（JPEG、PNG、WebP），或装有图像的 ZIP，其中可附一张表格。',
    },
  },
  'predictFile.noSounds': {
    severity: 'error',
    text: { en: '{{file}} holds no sounds, which the model reads.', 'zh-CN': '{{file}} 中没有模型所需的声音。' },
    hint: {
      en: 'Choose sounds (WAV, MP3, Ogg, FLAC) or a ZIP of them, with a table beside them or none.',
      'zh-CN': '请选择声音文件（WAV、MP3、Ogg、FLAC），或装有声音的 ZIP，其中可附一张表格。',
    },
  },
  'predictFile.empty': {
    severity: 'error',
    text: {
      en: '{{file}} has no row below its first line.',
      'zh-CN': '{{file}} 在第一行之后没有任何数据行。',
    },
  },
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
  'file.noWeights': {
    severity: 'error',
    text: {
      en: '{{file}} holds a document without weights.',
      'zh-CN': '{{file}} 只含文档，不含权重。',
    },
    hint: {
      en: 'Files that carry them: safetensors, the TensorFlow.js zip, the PyTorch project.',
      'zh-CN': '带权重的文件：safetensors、TensorFlow.js 压缩包、PyTorch 项目。',
    },
  },
  'file.badWeight': {
    severity: 'error',
    text: {
      en: 'The weights {{name}} of the file hold what is no finite number.',
      'zh-CN': '文件中的权重 {{name}} 含有非有限数值。',
    },
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
  'file.unknownKind': {
    severity: 'error',
    text: {
      en: '{{name}} is neither a document nor a model file of the playground.',
      'zh-CN': '{{name}} 既不是 Playground 的文档，也不是它导出的模型文件。',
    },
    hint: {
      en: 'It reads what it writes as JSON document, safetensors, zipped LayersModel, or project for PyTorch, Keras or TensorFlow.js.',
      'zh-CN': '可读取本页面导出的 JSON 文档、safetensors、LayersModel 的 zip，以及 PyTorch、Keras、TensorFlow.js 的项目。',
    },
  },
  'file.onnx': {
    severity: 'error',
    text: {
      en: '{{name}} is an ONNX file. Such files leave this page for other programs; it does not read them.',
      'zh-CN': '{{name}} 是 ONNX 文件。ONNX 供其他程序使用，本页面只能导出，不能读取。',
    },
    hint: {
      en: 'What brings a network back with its weights: safetensors, or a project for PyTorch, Keras or TensorFlow.js.',
      'zh-CN': '要连同权重恢复网络，请使用 safetensors，或 PyTorch、Keras、TensorFlow.js 的项目文件。',
    },
  },
  'file.unknownFormat': {
    severity: 'error',
    text: { en: 'There is no file format called {{format}}.', 'zh-CN': '没有名为 {{format}} 的文件格式。' },
    hint: { en: 'There are: {{known}}.', 'zh-CN': '可用的格式：{{known}}。' },
  },
  'file.dataLeftOut': {
    severity: 'warning',
    text: {
      en: 'The data set has {{megabytes}} MB, and a project takes up to {{most}} MB along: it left without.',
      'zh-CN': '数据集有 {{megabytes}} MB，而项目最多附带 {{most}} MB：导出的项目不含数据。',
    },
    hint: {
      en: 'Lower the number of samples, or write data.safetensors yourself as the README.md in it says.',
      'zh-CN': '请减少样本数，或按其中 README.md 的说明自行写入 data.safetensors。',
    },
  },
  'file.noStockLayer': {
    severity: 'error',
    text: {
      en: 'TensorFlow.js has no layer that computes what {{node}} does ({{layer}}), so this network cannot leave as a LayersModel.',
      'zh-CN': 'TensorFlow.js 没有与 {{node}}（{{layer}}）计算相同的层，因此该网络无法导出为 LayersModel。',
    },
    hint: otherFormatsInstead,
  },
  'file.stockBehindPadding': {
    severity: 'error',
    text: {
      en: '{{node}} ({{layer}}) reads padded sequences, and TensorFlow.js refuses its layers for that there: they do not heed where a sequence ends; so this network cannot leave as a LayersModel.',
      'zh-CN':
        '{{node}}（{{layer}}）读取带填充的序列，而 TensorFlow.js 中相应的层不识别序列在何处结束，会拒绝这样的输入，因此该网络无法导出为 LayersModel。',
    },
    hint: otherFormatsInstead,
  },
  'file.stockDirections': {
    severity: 'error',
    text: {
      en: '{{node}} ({{layer}}) reads in both directions; a LayersModel is written with one direction only, so this network cannot leave as a LayersModel.',
      'zh-CN': '{{node}}（{{layer}}）双向读取，而导出 LayersModel 时只支持单向，因此该网络无法导出为 LayersModel。',
    },
    hint: otherFormatsInstead,
  },
  'file.stockState': {
    severity: 'error',
    text: {
      en: '{{node}} ({{layer}}) starts from a state that another layer hands in; a LayersModel is written with a start from zeros only, so this network cannot leave as a LayersModel.',
      'zh-CN':
        '{{node}}（{{layer}}）从其他层给出的状态开始，而导出 LayersModel 时只支持从零状态开始，因此该网络无法导出为 LayersModel。',
    },
    hint: otherFormatsInstead,
  },
  'file.stockCausal': {
    severity: 'error',
    text: {
      en: '{{node}} ({{layer}}) pads causally; TensorFlow.js’s layer of that name cannot, so this network cannot leave as a LayersModel.',
      'zh-CN': '{{node}}（{{layer}}）使用因果填充，而 TensorFlow.js 的同名层不支持，因此该网络无法导出为 LayersModel。',
    },
    hint: otherFormatsInstead,
  },
  'file.stockLength': {
    severity: 'error',
    text: {
      en: '{{node}} ({{layer}}) takes its length from another sequence; TensorFlow.js’s layer repeats a fixed number of times only, so this network cannot leave as a LayersModel.',
      'zh-CN':
        '{{node}}（{{layer}}）的长度取自另一个序列，而 TensorFlow.js 的层只能重复固定次数，因此该网络无法导出为 LayersModel。',
    },
    hint: otherFormatsInstead,
  },
  'file.stockTopK': {
    severity: 'error',
    text: {
      en: '{{node}} ({{layer}}) keeps only its {{k}} best {{k, expert|experts}} for each sample; no layer of TensorFlow.js selects the largest, so this network cannot leave as a LayersModel.',
      'zh-CN':
        '{{node}}（{{layer}}）对每个样本只保留最好的 {{k}} 个专家，而 TensorFlow.js 没有挑选最大值的层，因此该网络无法导出为 LayersModel。',
    },
    hint: otherFormatsInstead,
  },
  'file.notSafetensors': {
    severity: 'error',
    text: {
      en: 'This safetensors file is broken: its header cannot be read.',
      'zh-CN': '该 safetensors 文件已损坏：无法读取文件头。',
    },
  },
  'file.brokenZip': {
    severity: 'error',
    text: { en: 'This archive is not read: {{fault}}.', 'zh-CN': '无法读取该压缩包：{{fault}}。' },
  },
  'file.tooMuchMemory': {
    severity: 'error',
    text: {
      en: 'Unpacked, this would take {{needed}} of memory; what is of its size may take {{limit}}.',
      'zh-CN': '解压后将占用 {{needed}} 内存，而这样大小的内容最多允许占用 {{limit}}。',
    },
  },
  'file.tooManyParts': {
    severity: 'error',
    text: {
      en: 'This file consists of more than {{limit}} parts; no file of the playground does.',
      'zh-CN': '该文件由超过 {{limit}} 个部分组成，Playground 的文件不会如此。',
    },
  },
  'file.tooManyValues': {
    severity: 'error',
    text: {
      en: 'This holds more than {{limit}} values; no document of the playground does.',
      'zh-CN': '其中的值超过 {{limit}} 个，Playground 的文档不会如此。',
    },
  },
  'file.tooDeep': {
    severity: 'error',
    text: {
      en: 'Lists and objects stand more than {{limit}} deep in one another here; no document of the playground has that.',
      'zh-CN': '列表和对象的嵌套超过 {{limit}} 层，Playground 的文档不会如此。',
    },
  },
  'file.notPlain': {
    severity: 'error',
    text: {
      en: 'The document has {{found}} at {{path}}; a document is plain data: texts, numbers, lists and objects of them.',
      'zh-CN': '文档的 {{path}} 处是{{found}}；文档只能由文本、数字以及它们的列表和对象组成。',
    },
  },
  'file.repeatedKey': {
    severity: 'error',
    text: {
      en: 'The field {{key}} stands twice in the same place, and it cannot be told which is meant.',
      'zh-CN': '字段 {{key}} 在同一处出现了两次，无法判断以哪个为准。',
    },
  },
  'file.unusedBytes': {
    severity: 'error',
    text: {
      en: '{{name}} is longer than the weights that it is said to hold.',
      'zh-CN': '{{name}} 的长度超过了它应包含的权重。',
    },
  },
  'file.notAModelZip': {
    severity: 'error',
    text: {
      en: 'This archive holds no LayersModel: it lacks a readable model.json.',
      'zh-CN': '该压缩包中没有 LayersModel：缺少可读的 model.json。',
    },
  },
  'file.noDocument': {
    severity: 'error',
    text: {
      en: 'This file holds weights but no document of the playground, so the network around them is unknown.',
      'zh-CN': '该文件只有权重，没有 Playground 的文档，因此无法得知它们所属的网络。',
    },
    hint: { en: 'Only files that this page wrote can be dropped on it.', 'zh-CN': '只能拖入由本页面导出的文件。' },
  },
  'file.repeatedTensor': {
    severity: 'error',
    text: {
      en: 'The weights {{name}} stand in the file twice, and it cannot be told which are meant.',
      'zh-CN': '权重 {{name}} 在文件中出现了两次，无法判断以哪个为准。',
    },
  },
  'file.tensorPlaces': {
    severity: 'error',
    text: {
      en: 'The weights {{name}} do not stand where safetensors has them: they overlap others, or there is something between or after them.',
      'zh-CN': '权重 {{name}} 的位置不符合 safetensors 格式：与其他权重重叠，或其前后有多余数据。',
    },
  },
  'file.badTensor': {
    severity: 'error',
    text: {
      en: 'The weights {{name}} cannot be read: they are cut off, or not 32-bit floating-point numbers.',
      'zh-CN': '无法读取权重 {{name}}：数据被截断，或不是 32 位浮点数。',
    },
  },
} as const satisfies Record<string, MessageTemplate>;
