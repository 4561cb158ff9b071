/** Asks for a file of this computer; `chosen` hears of one that was picked. */
export function chooseFile(accept: string, chosen: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) chosen(file);
  });
  input.click();
}

/** Asks for many files, or for a folder of them; `chosen` hears of those that were picked, with their paths. */
export function chooseFiles(
  { accept, folder }: { readonly accept: string; readonly folder: boolean },
  chosen: (files: readonly { readonly path: string; readonly bytes: File }[]) => void,
): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  if (folder) input.webkitdirectory = true;
  else input.accept = accept;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, bytes: file }));
    if (files.length > 0) chosen(files);
  });
  input.click();
}
