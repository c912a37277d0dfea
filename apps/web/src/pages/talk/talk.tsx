import { MenuOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Drawer, Skeleton } from 'antd';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { History } from './history.tsx';
import { Log } from './log.tsx';
import { TalkSender } from './talk-sender.tsx';
import { talksKey, useConversation, useSaying, type Wish } from './use-talk.ts';
import './talk.css';

/** A conversation that begins with its first message. */
export function NewTalk() {
  return <Talk id={undefined} />;
}

/** A conversation that goes on. */
export function OldTalk() {
  const { id } = useParams({ from: '/studio/talk/$id' });
  return <Talk id={id} key={id} />;
}

function Talk({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const talk = useConversation(id);
  const { saying, say, stop } = useSaying(id, takeFirst(id));
  const begin = useMutation({
    mutationFn: async (wish: Wish) => {
      const made = await bodyOf(
        api().POST('/api/v1/conversations', { body: { language: i18next.language === 'en' ? 'en' : 'zh-CN' } }),
      );
      first = { id: made.id, wish };
      await queries.invalidateQueries({ queryKey: talksKey });
      await navigate({ to: '/talk/$id', params: { id: made.id } });
    },
    onError: (error) => message.error(errorText(error)),
  });
  const send = async (wish: Wish) => {
    if (id === undefined) {
      begin.mutate(wish);
      return true;
    }
    return say(id, wish);
  };
  const sendText = (text: string) => void send({ kind: 'send', text, materialIds: [], files: [] });
  const title = talk.data?.title || t('talk.untitled');
  return (
    <div className="talk">
      <aside className="talk-history" aria-label={t('talk.history')}>
        <History current={id} />
      </aside>
      <section className="talk-main">
        <header className="talk-head">
          <Button
            className="talk-history-button"
            icon={<MenuOutlined />}
            aria-label={t('talk.history')}
            onClick={() => setHistoryOpen(true)}
          />
          <h1>{id === undefined ? t('talk.title') : title}</h1>
          {id !== undefined && (
            <LinkButton className="talk-new-small" to="/talk" icon={<PlusOutlined />} aria-label={t('talk.new')} />
          )}
        </header>
        {id === undefined && <Welcome onPick={sendText} />}
        {id !== undefined && talk.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
        {talk.isError && <Failed error={talk.error} again={() => void talk.refetch()} />}
        {talk.data !== undefined && <Log talk={talk.data} saying={saying} say={(wish) => void send(wish)} />}
        <div className="talk-foot">
          {saying?.problem != null && (
            <p className="talk-problem" role="alert">
              {saying.problem}
            </p>
          )}
          <TalkSender
            isAnswering={(saying !== null && saying.problem === null) || begin.isPending}
            onSend={send}
            onStop={stop}
          />
          <p className="talk-note">{t('ai.note')}</p>
        </div>
      </section>
      <Drawer
        open={isHistoryOpen}
        onClose={() => setHistoryOpen(false)}
        placement="left"
        size={320}
        title={t('talk.history')}
      >
        <History current={id} onGo={() => setHistoryOpen(false)} />
      </Drawer>
    </div>
  );
}

/** The message that a new conversation was begun with: it is said where the conversation's own page opens. */
let first: { id: string; wish: Wish } | undefined;

function takeFirst(id: string | undefined): () => Wish | undefined {
  return () => {
    const wish = first?.id === id ? first?.wish : undefined;
    first = wish === undefined ? first : undefined;
    return wish;
  };
}

function Welcome({ onPick }: { onPick(text: string): void }) {
  const { t } = useTranslation();
  const examples = [t('talk.example.1'), t('talk.example.2'), t('talk.example.3')];
  return (
    <div className="talk-welcome">
      <h2>{t('talk.hello')}</h2>
      <p>{t('talk.hello.text')}</p>
      <ul>
        {examples.map((example) => (
          <li key={example}>
            <button type="button" onClick={() => onPick(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
