import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A titled part of a column. */
export function Section({
  part,
  title,
  aside,
  children,
}: {
  /** What it is called where a teacher leaves it out. */
  readonly part?: string;
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel-section" data-part={part}>
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
