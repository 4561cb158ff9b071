import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Diagnostic, Severity } from '../../core/util/diagnostics.ts';
import { useLateTexts } from './use-late-texts.ts';
import { useDiagnosticText } from './use-localized.ts';

const looks: Readonly<Record<Severity, { color: string; icon: ReactNode }>> = {
  error: { color: 'red', icon: <IconX size={16} aria-hidden="true" /> },
  warning: { color: 'yellow', icon: <IconAlertTriangle size={16} aria-hidden="true" /> },
  info: { color: 'blue', icon: <IconInfoCircle size={16} aria-hidden="true" /> },
};

/** What is wrong, what to do about it, and the buttons that do it. */
export function DiagnosticNote(props: {
  readonly item: Diagnostic;
  readonly onClose?: () => void;
  readonly closeLabel?: string;
  readonly children?: ReactNode;
}) {
  const { message, hint } = useDiagnosticText()(props.item);
  // What is said of imported data comes late.
  useLateTexts(message === '');
  const look = looks[props.item.severity];
  return (
    <Alert
      color={look.color}
      icon={look.icon}
      variant="light"
      p="xs"
      style={{ overflowWrap: 'anywhere' }}
      data-code={props.item.code}
      {...(props.onClose ? { withCloseButton: true, onClose: props.onClose, closeButtonLabel: props.closeLabel ?? '' } : {})}
    >
      <Text size="sm">{message}</Text>
      {hint === null ? null : (
        <Text size="sm" mt={4}>
          {hint}
        </Text>
      )}
      {props.children}
    </Alert>
  );
}
