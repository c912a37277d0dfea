import { useQuery } from '@tanstack/react-query';
import { Alert, Input, Skeleton, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing } from '../../shell/page-head.tsx';

type Whole = Schemas['NoticeWordings'];

/** What every notice says in both languages, and by which channels it goes; `{name}` stands for what is filled in. */
export function Wordings() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search).trim().toLowerCase().split(/\s+/).filter(Boolean);
  const list = useQuery({
    queryKey: ['operate', 'notice-wordings'],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/notice-wordings')),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined) {
    return <Skeleton active paragraph={{ rows: 8 }} />;
  }
  const { items, providers } = list.data;
  const found = items.filter((item) => {
    const said = JSON.stringify(item).toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const missing = (['email', 'sms'] as const).filter((channel) => !providers[channel]);
  return (
    <>
      {missing.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('wordings.kept', { channels: missing.map((each) => t(`wordings.channel.${each}`)).join(' / ') })}
          style={{ marginBlockEnd: 16 }}
        />
      )}
      <Input.Search
        allowClear
        placeholder={t('wordings.search')}
        aria-label={t('wordings.search')}
        onChange={({ target }) => setSearch(target.value)}
        style={{ maxInlineSize: 460, marginBlockEnd: 20 }}
      />
      {found.length === 0 && <Nothing title={t('wordings.none')} text={t('wordings.none.text')} />}
      <ul className="wordings" hidden={found.length === 0}>
        {found.map((item) => (
          <Wording key={item.name} item={item} hasSms={providers.sms} />
        ))}
      </ul>
    </>
  );
}

function Wording({ item, hasSms }: { item: Whole['items'][number]; hasSms: boolean }) {
  const { t } = useTranslation();
  return (
    <li>
      <header>
        <strong className="mono">{item.name}</strong>
        <span>
          {item.channels.map((channel) => (
            <Tag key={channel}>{t(`wordings.channel.${channel}`)}</Tag>
          ))}
        </span>
        <span className="soft">{t(`wordings.way.${item.way}`)}</span>
        {hasSms && item.smsTemplate === null && <span className="refused">{t('wordings.no-sms')}</span>}
      </header>
      {(['zh-CN', 'en'] as const).map((language) => (
        <div key={language} lang={language}>
          <h3>{item[language].subject}</h3>
          <p>{item[language].text}</p>
        </div>
      ))}
    </li>
  );
}
