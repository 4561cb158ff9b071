export const code = {
  language: 'Language of the code',
  lines: 'Code of the network in {{language}}',
  blank: 'Blank line',
  help: 'Arrow keys and clicks on lines choose the node that they are of.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'This browser does not allow copying: mark the code, or download it.',
  download: 'Download {{file}}',
  whole: 'The export has the rest: weights, losses, training.',
  old: 'The code is that of the last network that could be trained.',
  none: 'There is code as soon as the network can be trained.',
};
