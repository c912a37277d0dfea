import { EllipsisOutlined, PlusOutlined, PushpinFilled } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Input, Modal, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { LinkButton } from '../../shell/link-button.tsx';
import { type ConversationView, talkKey, talksKey, useConversations } from './use-talk.ts';

/** One's conversations: found by their words, named, pinned, taken along, deleted. */
export function History({ current, onGo }: { current: string | undefined; onGo?: () => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const talks = useConversations(wanted);
  const all = talks.data?.pages.flatMap(({ items }) => items) ?? [];
  const sorted = [...all.filter(({ isPinned }) => isPinned), ...all.filter(({ isPinned }) => !isPinned)];
  return (
    <div className="history">
      <LinkButton to="/talk" icon={<PlusOutlined />} block onClick={onGo}>
        {t('talk.new')}
      </LinkButton>
      <Input.Search
        allowClear
        aria-label={t('talk.search')}
        placeholder={t('talk.search')}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      {talks.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {talks.isSuccess && sorted.length === 0 && (
        <p className="soft">{wanted === '' ? t('talk.none') : t('talk.none.found')}</p>
      )}
      <ul>
        {sorted.map((talk) => (
          <li key={talk.id} className={talk.id === current ? 'current' : ''}>
            <Link to="/talk/$id" params={{ id: talk.id }} onClick={onGo}>
              {talk.isPinned && <PushpinFilled aria-label={t('talk.pinned')} />}
              <span>{talk.title || t('talk.untitled')}</span>
            </Link>
            <Actions talk={talk} isCurrent={talk.id === current} />
          </li>
        ))}
      </ul>
      {talks.hasNextPage && (
        <Button block loading={talks.isFetchingNextPage} onClick={() => void talks.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}

function Actions({ talk, isCurrent }: { talk: ConversationView; isCurrent: boolean }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState<string>();
  const path = { params: { path: { id: talk.id } } };
  const title = talk.title || t('talk.untitled');
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: talksKey });
    await queries.invalidateQueries({ queryKey: talkKey(talk.id) });
  };
  const change = useMutation({
    mutationFn: (body: { title?: string; isPinned?: boolean }) =>
      bodyOf(api().PATCH('/api/v1/conversations/{id}', { ...path, body })),
    onSuccess: refresh,
    onError: (error) => message.error(errorText(error)),
  });
  const remove = useMutation({
    mutationFn: () => bodyOf(api().DELETE('/api/v1/conversations/{id}', path)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: talksKey });
      if (isCurrent) {
        await navigate({ to: '/talk' });
      }
    },
    onError: (error) => message.error(errorText(error)),
  });
  const takeAlong = useMutation({
    mutationFn: () => bodyOf(api().GET('/api/v1/conversations/{id}', path)),
    onSuccess: (whole) => saveJson(`${title.replaceAll(/[^\p{L}\p{N}-]+/gu, '_')}.json`, whole),
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'rename', label: t('talk.rename'), onClick: () => setName(talk.title) },
            {
              key: 'pin',
              label: talk.isPinned ? t('talk.unpin') : t('talk.pin'),
              onClick: () => change.mutate({ isPinned: !talk.isPinned }),
            },
            { key: 'export', label: t('talk.export'), onClick: () => takeAlong.mutate() },
            {
              key: 'delete',
              danger: true,
              label: t('talk.delete'),
              onClick: () =>
                void modal.confirm({
                  title: t('talk.delete'),
                  content: t('talk.delete.sure'),
                  okText: t('talk.delete'),
                  cancelText: t('cancel'),
                  okButtonProps: { danger: true },
                  onOk: () => remove.mutateAsync(),
                }),
            },
          ],
        }}
      >
        <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={t('talk.menu', { name: title })} />
      </Dropdown>
      <Modal
        open={name !== undefined}
        title={t('talk.rename')}
        okText={t('save')}
        cancelText={t('cancel')}
        okButtonProps={{ disabled: (name ?? '').trim() === '' }}
        onCancel={() => setName(undefined)}
        onOk={() => {
          change.mutate({ title: (name ?? '').trim() });
          setName(undefined);
        }}
      >
        <Input
          aria-label={t('talk.name')}
          maxLength={120}
          value={name ?? ''}
          onChange={({ target }) => setName(target.value)}
        />
      </Modal>
    </>
  );
}

function saveJson(name: string, value: unknown): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
