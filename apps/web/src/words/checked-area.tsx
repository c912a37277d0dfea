import { Input, theme } from 'antd';
import { type ComponentProps, useRef } from 'react';
import { useChecks } from './use-checks.ts';
import { WordFindings } from './word-findings.tsx';
import './words.css';

/** A text that is checked as it is written: what may not stand is underlined, with the reason and a way out beneath. */
export function CheckedArea({
  value,
  skus,
  onWrite,
  ...area
}: Omit<ComponentProps<typeof Input.TextArea>, 'value' | 'onChange'> & {
  value: string;
  skus: readonly string[];
  onWrite(text: string): void;
}) {
  const findings = useChecks([value], skus);
  const { fontSize, lineHeight, fontFamily } = theme.useToken().token;
  const marks = useRef<HTMLDivElement>(null);
  const standing = findings.filter(({ proof }) => proof === null);
  return (
    <div className="checked">
      <div className="checked-area">
        <Input.TextArea
          {...area}
          value={value}
          onChange={({ target }) => onWrite(target.value)}
          onScroll={({ currentTarget }) => marks.current?.scrollTo(0, currentTarget.scrollTop)}
        />
        <div
          className="checked-marks"
          ref={marks}
          aria-hidden="true"
          lang={area.lang}
          style={{ fontSize, lineHeight, fontFamily }}
        >
          {piecesOf(
            value,
            standing.map(({ finding }) => finding),
          ).map(({ at, text, level }) =>
            level === undefined ? (
              text
            ) : (
              <mark key={at} className={level}>
                {text}
              </mark>
            ),
          )}
        </div>
      </div>
      <WordFindings findings={findings} skus={skus} onRewrite={(_, text) => onWrite(text)} texts={[value]} />
    </div>
  );
}

interface Piece {
  at: number;
  text: string;
  level?: string;
}

/** A text cut where findings begin and end; they do not overlap and stand in its order. */
function piecesOf(text: string, findings: readonly { span: readonly number[]; level: string }[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { span, level } of findings) {
    const [start = 0, end = 0] = span;
    if (start > at) {
      pieces.push({ at, text: text.slice(at, start) });
    }
    pieces.push({ at: start, text: text.slice(start, end), level });
    at = end;
  }
  return [...pieces, { at, text: text.slice(at) }];
}
