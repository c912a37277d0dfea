import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { InTurn } from './take-turns.tsx';
import './batches.css';

const gap = { column: 18, row: 28 };

/**
 * A contact sheet of any length: only rows that are near the window are in the page, and what comes into sight is drawn a
 * little each frame. How tall a row is, is known before: nothing is measured, and nothing moves.
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
    // What is drawn and not seen yet is work of every frame.
    overscan: 1,
    isScrollingResetDelay: 100,
    scrollMargin: top,
    getItemKey,
  });
  const { measure } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights, other places
  useLayoutEffect(() => measure(), [heights, measure]);
  return (
    <section ref={sheet} aria-label={label} style={{ position: 'relative', blockSize: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => (
        <SheetRow
          key={row.key}
          items={items}
          from={row.index * columns}
          columns={columns}
          height={row.size}
          top={row.start - top}
          keyOf={keyOf}
        >
          {children}
        </SheetRow>
      ))}
      {/* What passes below a pointer while the window scrolls is not pointed at, and need not be looked for. */}
      {rows.isScrolling && <div className="sheet-shield" />}
    </section>
  );
}

interface RowOf<T> {
  items: readonly T[];
  /** Place of its first item. */
  from: number;
  columns: number;
  height: number;
  top: number;
  keyOf(item: T): string;
  children(item: T): ReactNode;
}

/** A row that stays as it is while others come and go is not drawn again. */
const SheetRow = memo(function SheetRow<T>({ items, from, columns, height, top, keyOf, children }: RowOf<T>) {
  return (
    <ul
      className="sheet-row"
      style={{
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gap: gap.column,
        blockSize: height,
        transform: `translateY(${top}px)`,
      }}
    >
      {items.slice(from, from + columns).map((item, index) => (
        <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={from + index + 1}>
          <InTurn>{children(item)}</InTurn>
        </li>
      ))}
    </ul>
  );
}) as <T>(row: RowOf<T>) => ReactNode;
