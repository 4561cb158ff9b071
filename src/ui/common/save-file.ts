/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: BlobPart, mime: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun; a task later is late enough.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
