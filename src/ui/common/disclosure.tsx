import { Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';

interface DisclosureProps {
  readonly title: string;
  /** Said to screen readers where the same title stands several times; begins or ends with it. */
  readonly name?: string;
  readonly children: ReactNode;
}

/** Controls that most visitors need rarely, behind one line. */
export function Disclosure({ title, name, children }: DisclosureProps) {
  const [opened, { toggle }] = useDisclosure(false);
  // What nobody has opened is not drawn: with many tasks that is most of the panel.
  const [wanted, setWanted] = useState(false);
  if (opened && !wanted) setWanted(true);
  return (
    <div>
      <UnstyledButton onClick={toggle} fz="xs" aria-expanded={opened} aria-label={name} className="disclosure">
        {opened ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
        {title}
      </UnstyledButton>
      <Collapse expanded={opened}>{wanted ? children : null}</Collapse>
    </div>
  );
}
