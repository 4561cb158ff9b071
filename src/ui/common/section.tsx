import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A titled part of a column. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel-section">
      <Group justify="space-between" gap={4} mb={6}>
        <Title order={2} size="sm" fw={650}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  );
}
