export const code = {
  language: '代码的语言',
  lines: '{{language}} 网络代码',
  blank: '空行',
  help: '用方向键或点击某一行，即可选中它对应的节点。',
  copy: '复制',
  copied: '已复制',
  notCopied: '此浏览器不允许复制：请选中代码手动复制，或下载文件。',
  download: '下载 {{file}}',
  whole: '导出的项目还包含权重、损失和训练代码。',
  old: '这是上一个可以训练的网络的代码。',
  none: '网络可以训练后，这里就会显示代码。',
};
