export const share = {
  copied: 'Link copied',
  failed: 'Copy this link',
  noData: 'It describes your data but does not carry it: whoever opens it is asked for the file.',
  qr: 'QR code of the link',
  saveQr: 'Take the code home as SVG',
  tooLong: 'With {{bytes}} bytes the link is too long for a QR code, which holds {{most}}.',
  embed: 'For course material: HTML of a frame',
  embedHelp: 'The host of this page must allow to be framed there: see docs/hosting.md.',
  openAlone: 'Open in its own page',
};
