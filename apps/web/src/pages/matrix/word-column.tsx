import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckedArea } from '../../words/checked-area.tsx';
import { angleWord } from '../talk/cards/angle-word.ts';
import { ChoiceDose } from './choice-dose.tsx';
import { isOff, partId, type RecipeBrief, resize, type WordAxis, writeLine } from './recipe-changes.ts';
import type { AheadPlan } from './use-recipe.ts';

type Part = AheadPlan['parts'][number];

/** A column of the matrix whose cards are words: each is written by the planner until somebody writes over it. */
export function WordColumn({
  axis,
  brief,
  plan,
  onChange,
}: {
  axis: WordAxis;
  brief: RecipeBrief;
  plan: AheadPlan | undefined;
  onChange(brief: RecipeBrief): void;
}) {
  const { t } = useTranslation();
  const head = useId();
  const size = brief.axes?.[axis] ?? plan?.axes[axis] ?? 1;
  const most = plan?.most[axis] ?? size;
  return (
    <section className="matrix-column words" aria-labelledby={head}>
      <header>
        <h2 id={head}>{t(`axis.${axis}`)}</h2>
        <span className="mono soft">{size}</span>
        <Button
          size="small"
          icon={<MinusOutlined />}
          disabled={size <= 1}
          aria-label={t('matrix.fewer', { axis: t(`axis.${axis}`) })}
          onClick={() => onChange(resize(brief, axis, size - 1))}
        />
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={size >= most}
          aria-label={t('matrix.more', { axis: t(`axis.${axis}`) })}
          onClick={() => onChange(resize(brief, axis, size + 1))}
        />
      </header>
      <ol>
        {Array.from({ length: size }, (_, index) => index + 1).map((choice) => {
          const id = partId(axis, choice);
          return (
            <li key={id} className={isOff(brief, axis, choice) ? 'off' : undefined}>
              <WordCard
                id={id}
                parts={(plan?.parts ?? []).filter((part) => part.id === id)}
                brief={brief}
                onChange={onChange}
              />
              <ChoiceDose axis={axis} choice={choice} name={id} brief={brief} onChange={onChange} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The lines of a choice in every language; touched, a line is written over in its place. */
function WordCard({
  id,
  parts,
  brief,
  onChange,
}: {
  id: string;
  parts: readonly Part[];
  brief: RecipeBrief;
  onChange(brief: RecipeBrief): void;
}) {
  const { t } = useTranslation();
  const [angle] = parts.map((part) => part.angle);
  return (
    <>
      <p className="card-head">
        <b className="mono">{id}</b>
        {angle !== undefined && <span className="soft">{angleWord(angle, t)}</span>}
        {parts.some(({ lines }) => lines.some(({ isOwn }) => isOwn)) && <Tag>{t('matrix.own')}</Tag>}
      </p>
      {parts.length === 0 && <p className="soft">{t('matrix.unused')}</p>}
      {parts.map((part) =>
        part.lines.map((line, index) => (
          <Line
            key={`${part.language} ${line.section} ${line.text}`}
            label={t('matrix.line', { part: id, line: index + 1 })}
            language={part.language}
            skus={brief.product === undefined ? [] : [brief.product.id]}
            text={
              brief.lines?.find(
                (own) => own.language === part.language && own.part === id && (own.line ?? 1) === index + 1,
              )?.text ?? line.text
            }
            onWrite={(text) => onChange(writeLine(brief, { language: part.language, part: id, line: index + 1 }, text))}
          />
        )),
      )}
    </>
  );
}

function Line({
  label,
  language,
  text,
  skus,
  onWrite,
}: {
  label: string;
  language: string;
  text: string;
  skus: readonly string[];
  onWrite(text: string): void;
}) {
  const [written, setWritten] = useState<string>();
  const end = () => {
    if (written !== undefined && written.trim() !== text) {
      onWrite(written);
    }
    setWritten(undefined);
  };
  return written === undefined ? (
    <button
      type="button"
      className="line"
      lang={language}
      aria-label={`${label}: ${text}`}
      onClick={() => setWritten(text)}
    >
      {text}
    </button>
  ) : (
    <CheckedArea
      autoFocus
      autoSize
      lang={language}
      aria-label={label}
      maxLength={400}
      skus={skus}
      value={written}
      onWrite={setWritten}
      onBlur={end}
      onKeyDown={({ key, shiftKey, nativeEvent }) => {
        // While Chinese is being composed, Enter chooses characters.
        if (key === 'Enter' && !shiftKey && !nativeEvent.isComposing) {
          end();
        } else if (key === 'Escape') {
          setWritten(undefined);
        }
      }}
    />
  );
}
