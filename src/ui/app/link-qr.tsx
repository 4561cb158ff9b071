import { Anchor, Text } from '@mantine/core';
import { useMemo } from 'react';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { usePlayground } from '../../store/react.tsx';
import { saveFile } from '../common/save-file.ts';
import { useTranslation } from '../common/use-translation.ts';
import { mostQrBytes, qrCode } from './qr-code.ts';

/** A link for whoever has a camera, to be shown or to be taken along; where no code holds it, that is said. */
export function LinkQr({ link }: { readonly link: string }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const code = useMemo(() => qrCode(link), [link]);
  if (!code) {
    return (
      <Text size="xs" mt={6} c="dimmed">
        {t('share.tooLong', { bytes: new TextEncoder().encode(link).length, most: mostQrBytes })}
      </Text>
    );
  }
  return (
    <div>
      {/* Dark on light in either theme: cameras expect it so. */}
      <svg
        className="qr-code"
        xmlns="http://www.w3.org/2000/svg"
        viewBox={`0 0 ${code.size} ${code.size}`}
        role="img"
        aria-label={t('share.qr')}
        shapeRendering="crispEdges"
      >
        <path fill="#fff" d={`M0 0h${code.size}v${code.size}H0z`} />
        <path fill="#000" d={code.path} />
      </svg>
      <Anchor
        component="button"
        type="button"
        size="xs"
        onClick={(event) => {
          const drawn = event.currentTarget.parentElement?.querySelector('svg.qr-code');
          if (drawn) saveFile(fileNameOf(project.getState().project, null, 'svg', 'qr'), drawn.outerHTML, 'image/svg+xml');
        }}
      >
        {t('share.saveQr')}
      </Anchor>
    </div>
  );
}
