import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { InTurn } from './take-turns.tsx';
import './batches.css';

const gap = { column: 18, row: 28 };

/**
 * A contact sheet of any length: only rows that are near the window are in the page, so that a thousand films scroll like
 * ten, and what comes into sight is drawn a little each frame. How tall a row is, is known before: nothing is measured, and
 * nothing moves.
 */
export function VirtualSheet<T>({
  items,
  keyOf,
  label,
  heightOf,
  children,
}: {
  items: readonly T[];
  keyOf(item: T): string;
  label: string;
  /** How tall an item of this width is; a row is as tall as its tallest. */
  heightOf(item: NoInfer<T>, width: number): number;
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
  const wide = (width + gap.column) / columns - gap.column;
  const inRow = (row: number) => items.slice(row * columns, (row + 1) * columns);
  const heights = useMemo(
    () =>
      Array.from({ length: count }, (_, row) =>
        Math.ceil(Math.max(...items.slice(row * columns, (row + 1) * columns).map((item) => heightOf(item, wide)))),
      ),
    [items, count, columns, wide, heightOf],
  );
  const getItemKey = useCallback(
    (row: number) => `${columns}/${keyOf(items[row * columns] as T)}`,
    [items, columns, keyOf],
  );
  const rows = useWindowVirtualizer({
    count: width === 0 ? 0 : count,
    estimateSize: (row) => heights[row] ?? 0,
    gap: gap.row,
    overscan: 2,
    scrollMargin: top,
    getItemKey,
  });
  const { measure } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights, other places
  useLayoutEffect(() => measure(), [heights, measure]);
  return (
    <section ref={sheet} aria-label={label} style={{ position: 'relative', blockSize: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => (
        <ul
          key={row.key}
          className="sheet-row"
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gap: gap.column,
            blockSize: row.size,
            transform: `translateY(${row.start - top}px)`,
          }}
        >
          {inRow(row.index).map((item, index) => (
            <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={row.index * columns + index + 1}>
              <InTurn>{children(item)}</InTurn>
            </li>
          ))}
        </ul>
      ))}
    </section>
  );
}
