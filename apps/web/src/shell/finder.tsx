import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';
import { useKeyOfTab } from '../api/session.ts';
import { useMe } from '../api/use-me.ts';
import './find.css';
import { operatorWaysOf, ownWays, ways } from './ways.tsx';

interface Found {
  key: string;
  group: 'pages' | 'batches' | 'videos' | 'talks';
  label: string;
  go(): void;
}

/** The finder's dialog: what is typed finds pages, batches, videos and conversations by their words. */
export function FinderDialog({ isOpen, onEnd }: { isOpen: boolean; onEnd(): void }) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  return (
    <Modal
      open={isOpen}
      onCancel={onEnd}
      title={t('find.title')}
      footer={null}
      width={620}
      destroyOnHidden
      afterOpenChange={(isShown) => isShown && field.current?.focus()}
      style={{ insetBlockStart: '12vh' }}
    >
      <Finder field={field} onEnd={onEnd} />
    </Modal>
  );
}

function Finder({ field, onEnd }: { field: React.RefObject<InputRef | null>; onEnd(): void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(words.trim());
  const found = useFound(wanted, onEnd);
  const chosen = Math.min(at, found.length - 1);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((chosen + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      found[chosen]?.go();
    }
  };
  return (
    <div className="find">
      <Input
        ref={field}
        size="large"
        role="combobox"
        aria-expanded
        aria-controls="find-list"
        aria-activedescendant={found[chosen] === undefined ? undefined : `find-${chosen}`}
        aria-label={t('find.input')}
        placeholder={t('find.input')}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {found.length === 0 && <p className="soft none">{t('find.none', { words: wanted })}</p>}
      <div role="listbox" id="find-list" aria-label={t('find.title')}>
        {found.map(({ key, group, label, go }, index) => (
          <div
            key={key}
            id={`find-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            ref={(element) => {
              if (index === chosen) {
                element?.scrollIntoView({ block: 'nearest' });
              }
            }}
            onPointerMove={() => setAt(index)}
            onClick={go}
            onKeyDown={press}
          >
            <span>{label}</span>
            {found[index - 1]?.group !== group && <small>{t(`find.${group}`)}</small>}
          </div>
        ))}
      </div>
      <p className="keys soft">{t('find.keys')}</p>
    </div>
  );
}

/** What fits the words: pages at once, the rest as the service finds it. */
function useFound(words: string, onEnd: () => void): Found[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const key = useKeyOfTab();
  const me = useMe();
  const isAsked = words !== '';
  const batches = useQuery({
    queryKey: ['find', 'batches'],
    queryFn: () => bodyOf(api().GET('/api/v1/batches', { params: { query: { limit: 100 } } })),
    enabled: isAsked,
    staleTime: 30_000,
  });
  const videos = useQuery({
    queryKey: ['find', 'videos', words],
    queryFn: () => bodyOf(api().GET('/api/v1/library', { params: { query: { search: words, limit: 6 } } })),
    enabled: isAsked,
  });
  const talks = useQuery({
    queryKey: ['find', 'talks', words],
    queryFn: () => bodyOf(api().GET('/api/v1/conversations', { params: { query: { search: words, limit: 6 } } })),
    enabled: isAsked,
  });
  const end = (go: () => unknown) => () => {
    onEnd();
    void go();
  };
  const fits = (text: string) => text.toLowerCase().includes(words.toLowerCase());
  const pages = [...ways, ...ownWays, ...operatorWaysOf(key, me.data)].map(({ to, name }) => ({
    to,
    label: t(name),
  }));
  return [
    ...[{ to: '/batches/new', label: t('batches.new') } as const, ...pages]
      .filter(({ label, to }) => fits(label) || fits(to))
      .map(({ to, label }) => ({ key: to, group: 'pages' as const, label, go: end(() => navigate({ to })) })),
    ...(isAsked ? (batches.data?.items ?? []) : [])
      .filter(({ title }) => fits(title))
      .slice(0, 6)
      .map(({ id, title }) => ({
        key: id,
        group: 'batches' as const,
        label: title,
        go: end(() => navigate({ to: '/batches/$id', params: { id } })),
      })),
    ...(isAsked ? (videos.data?.items ?? []) : []).map(({ id, batchId, name }) => ({
      key: id,
      group: 'videos' as const,
      label: name,
      go: end(() => navigate({ to: '/batches/$id', params: { id: batchId }, search: { video: id } })),
    })),
    ...(isAsked ? (talks.data?.items ?? []) : []).map(({ id, title }) => ({
      key: id,
      group: 'talks' as const,
      label: title || t('talk.untitled'),
      go: end(() => navigate({ to: '/talk/$id', params: { id } })),
    })),
  ];
}
