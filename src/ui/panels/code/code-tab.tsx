import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { CodeFormat, NetworkCode } from '../../../core/runs/model-formats.ts';
import { usePlayground } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import { saveFile } from '../../common/save-file.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { CodeLines } from './code-lines.tsx';
import './code.css';
import { useCode } from './use-code.ts';

/** Takes the code with one, by the clipboard or as a file. */
function CodeActions({ code, format }: { readonly code: NetworkCode; readonly format: CodeFormat }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<{ readonly text: string; readonly done: boolean } | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code.text);
      setCopied({ text: code.text, done: true });
    } catch {
      setCopied({ text: code.text, done: false });
    }
  };
  const own = copied?.text === code.text ? copied : null;
  return (
    <>
      <Group gap={6}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={own?.done ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />}
          onClick={() => void copy()}
        >
          {t(own?.done ? 'code.copied' : 'code.copy')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden="true" />}
          onClick={() => saveFile(format.fileName, code.text, 'text/plain;charset=utf-8')}
        >
          {t('code.download', { file: format.fileName })}
        </Button>
      </Group>
      <Text size="xs" role="status">
        {own && !own.done ? t('code.notCopied') : ''}
      </Text>
    </>
  );
}

function CodeView({ format }: { readonly format: CodeFormat }) {
  const { t } = useTranslation();
  const { code, problem, old } = useCode(format);
  return (
    <>
      {problem ? <DiagnosticNote item={problem} /> : null}
      {old ? (
        <Text size="xs" c="dimmed">
          {t(code ? 'code.old' : 'code.none')}
        </Text>
      ) : null}
      {code ? (
        <>
          <CodeActions code={code} format={format} />
          <CodeLines code={code} format={format} />
          <Text size="xs" c="dimmed">
            {t('code.help')} {t('code.whole')}
          </Text>
        </>
      ) : null}
    </>
  );
}

/** The network as code, live with the canvas. */
export function CodeTab() {
  const { t } = useTranslation();
  const { formats } = usePlayground();
  const languages = formats.flatMap((format) => (format.holds === 'weights' && format.code ? [format.code] : []));
  const [title, setTitle] = useState(languages[0]?.title ?? '');
  const format = languages.find((one) => one.title === title);
  if (!format) return null;
  return (
    <div className="code-tab">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('code.language')}
        value={title}
        onChange={setTitle}
        data={languages.map((language) => language.title)}
      />
      <CodeView key={title} format={format} />
    </div>
  );
}
