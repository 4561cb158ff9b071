import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { InputInfo } from '../../core/project/signature.ts';
import { chooseFile } from '../common/choose-file.ts';
import { imageFiles } from '../common/open-file.ts';
import { useTranslation } from '../common/use-translation.ts';

/** Takes a picture of the visitor's for an input [side, side, channels]; says where it cannot be decoded. */
export function PictureButton({
  info,
  onPicture,
}: {
  readonly info: InputInfo;
  readonly onPicture: (pixels: Float32Array) => void;
}) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState<string | null>(null);
  const [side = 1, , channels = 1] = info.shape;
  async function take(file: File): Promise<void> {
    const { picturePixels } = await import('../common/picture-pixels.ts');
    const pixels = await picturePixels(file, side, channels === 1).catch(() => null);
    setFailed(pixels ? null : file.name);
    if (pixels) onPicture(pixels);
  }
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => chooseFile(imageFiles, (file) => void take(file))}>
        {t('tryIt.picture')}
      </Button>
      {failed === null ? null : (
        <Text size="xs" role="alert">
          {t('tryIt.noPicture', { file: failed })}
        </Text>
      )}
    </>
  );
}
