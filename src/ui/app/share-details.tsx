import { Anchor, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { isOwnId } from '../../core/data/import/own-dataset.ts';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { saveFile } from '../common/save-file.ts';
import { useTranslation } from '../common/use-translation.ts';
import { embedCode } from './embed-code.ts';
import { mostQrBytes, qrCode } from './qr-code.ts';

/** A link to the document: whether it was copied, what it does not carry, and its QR code for whoever has a camera. */
export function ShareDetails({ link, copied }: { readonly link: string; readonly copied: boolean }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const own = useProject(({ data }) => isOwnId(data.dataset));
  const title = useProject(({ name }) => name);
  const code = useMemo(() => qrCode(link), [link]);
  return (
    <>
      <Text size="sm" mb={4} role="status">
        {copied ? t('share.copied') : t('share.failed')}
      </Text>
      {own ? (
        <Text size="xs" mb={4}>
          {t('share.noData')}
        </Text>
      ) : null}
      <TextInput readOnly value={link} aria-label={t('app.share.label')} onFocus={(event) => event.currentTarget.select()} />
      <TextInput
        readOnly
        mt={6}
        value={embedCode(link, title)}
        label={t('share.embed')}
        description={t('share.embedHelp')}
        onFocus={(event) => event.currentTarget.select()}
      />
      {code ? (
        <>
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
        </>
      ) : (
        <Text size="xs" mt={6} c="dimmed">
          {t('share.tooLong', { bytes: new TextEncoder().encode(link).length, most: mostQrBytes })}
        </Text>
      )}
    </>
  );
}
