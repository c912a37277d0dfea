import { EditOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkCard } from '../use-talk.ts';

type Part = Extract<TalkCard, { kind: 'scripts' }>['parts'][number];

/** The lines of every choice, by axis; the first line of each can be said in one's own words. */
export function Scripts({ parts, sayText }: { parts: Part[]; sayText(text: string): void }) {
  const { t } = useTranslation();
  const languages = [...new Set(parts.map(({ language }) => language))];
  return languages.map((language) => (
    <div key={language} className="scripts" lang={language}>
      {(['hook', 'body', 'cta'] as const).map((axis) => (
        <section key={axis} aria-label={t(`talk.axis.${axis}`)}>
          <h4>{t(`talk.axis.${axis}`)}</h4>
          <ul>
            {parts
              .filter((part) => part.axis === axis && part.language === language)
              .map((part) => (
                <PartLines key={part.id} part={part} sayText={sayText} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  ));
}

function PartLines({ part, sayText }: { part: Part; sayText(text: string): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const send = () => {
    sayText(t('talk.line.ask', { part: part.id, text: (text ?? '').trim() }));
    setText(undefined);
  };
  return (
    <li>
      <span className="mono">{part.id}</span>
      {text === undefined ? (
        <>
          <p>
            {part.lines.map((line) => (
              <span key={`${line.section} ${line.text}`}>
                {line.text} {line.isOwn && <em>{t('talk.line.own')}</em>}{' '}
              </span>
            ))}
          </p>
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={t('talk.line.edit', { part: part.id })}
            onClick={() => setText(part.lines[0]?.text ?? '')}
          />
        </>
      ) : (
        <span className="editing">
          <Input
            autoFocus
            maxLength={200}
            aria-label={t('talk.line.edit', { part: part.id })}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onPressEnter={send}
          />
          <Button size="small" type="primary" disabled={text.trim() === ''} onClick={send}>
            {t('talk.line.save')}
          </Button>
          <Button size="small" onClick={() => setText(undefined)}>
            {t('cancel')}
          </Button>
        </span>
      )}
    </li>
  );
}
