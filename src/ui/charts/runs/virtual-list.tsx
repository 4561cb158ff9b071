import { type ReactNode, useState } from 'react';

/** Rows beyond the visible ones, so that a quick scroll finds something. */
const beyond = 4;

/** The rows that are drawn of so many, where the list is scrolled to `top`: `visible` of them are seen at once. */
export function drawnRows(count: number, top: number, rowHeight: number, visible: number): readonly [first: number, end: number] {
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight), count - visible) - beyond);
  return [first, Math.min(count, first + visible + 1 + 2 * beyond)];
}

/** A list of rows of one height, of which only those near the visible part are drawn, however many there are. */
export function VirtualList<T extends { readonly id: string }>(props: {
  readonly items: readonly T[];
  /** Of a row, in pixels. */
  readonly rowHeight: number;
  /** The most rows that are seen at once. */
  readonly visible: number;
  readonly label: string;
  readonly children: (item: T) => ReactNode;
}) {
  const { items, rowHeight, visible, label, children } = props;
  const [top, setTop] = useState(0);
  const [first, end] = drawnRows(items.length, top, rowHeight, visible);
  const drawn = items.slice(first, end);
  return (
    <section
      className="runs-scroll"
      style={{ height: Math.min(items.length, visible) * rowHeight }}
      aria-label={label}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
    >
      <ul style={{ height: items.length * rowHeight }}>
        {drawn.map((item, i) => (
          <li
            key={item.id}
            aria-setsize={items.length}
            aria-posinset={first + i + 1}
            style={{ top: (first + i) * rowHeight, height: rowHeight }}
          >
            {children(item)}
          </li>
        ))}
      </ul>
    </section>
  );
}
