import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import './batches.css';

const gap = { column: 18, row: 28 };
/** A tall film and what is written below it. */
const film = { ratio: 16 / 9, below: 76 };

/**
 * A contact sheet of any length: only rows that are near the window are in the page, so that a thousand films scroll like
 * ten. Their heights are measured, since films of several formats lie side by side.
 */
export function VirtualSheet<T>({
  items,
  keyOf,
  label,
  shape = film,
  children,
}: {
  items: readonly T[];
  keyOf(item: T): string;
  label: string;
  /** How tall an item is about to be, so that a measured row hardly moves those that follow. */
  shape?: { ratio: number; below: number };
  children(item: T): ReactNode;
}) {
  const sheet = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = sheet.current;
    if (element === null) {
      return;
    }
    const measure = () => {
      setWidth(element.clientWidth);
      setTop(element.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // What stands above may grow or shrink.
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const least = Math.min(190, window.innerWidth * 0.42);
  const columns = Math.max(1, Math.floor((width + gap.column) / (least + gap.column)));
  const count = Math.ceil(items.length / columns);
  const rows = useWindowVirtualizer({
    count: width === 0 ? 0 : count,
    estimateSize: () => Math.round(((width + gap.column) / columns - gap.column) * shape.ratio) + shape.below,
    gap: gap.row,
    overscan: 2,
    scrollMargin: top,
    getItemKey: (row) => `${columns}/${keyOf(items[row * columns] as T)}`,
  });
  return (
    <section ref={sheet} aria-label={label} style={{ position: 'relative', blockSize: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => (
        <ul
          key={row.key}
          ref={rows.measureElement}
          data-index={row.index}
          className="sheet-row"
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gap: gap.column,
            transform: `translateY(${row.start - top}px)`,
          }}
        >
          {items.slice(row.index * columns, (row.index + 1) * columns).map((item, index) => (
            <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={row.index * columns + index + 1}>
              {children(item)}
            </li>
          ))}
        </ul>
      ))}
    </section>
  );
}
