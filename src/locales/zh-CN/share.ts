export const share = {
  copied: '链接已复制',
  failed: '请复制此链接',
  noData: '链接描述你的数据，但并不包含数据：打开者需要提供文件。',
  qr: '链接的二维码',
  saveQr: '将二维码保存为 SVG',
  tooLong: '链接共 {{bytes}} 字节，超出了二维码的容量（{{most}} 字节）。',
  embed: '用于课程材料：嵌入框架的 HTML',
  embedHelp: '本页面所在的主机须允许在该处嵌入：参见 docs/hosting.md。',
  openAlone: '在独立页面中打开',
};
