import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import './galleries.css';

const pictures = import.meta.glob<string>('../../../../../docs/presenters/*.jpg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The presenters that come with Clipo. */
export function Presenters() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const list = useQuery({ queryKey: ['presenters'], queryFn: () => bodyOf(api().GET('/api/v1/presenters')) });
  return (
    <>
      <PageHead title={t('nav.presenters')} text={t('presenters.text')} />
      {list.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      <ul className="gallery">
        {list.data?.items.map(({ id, name, description }) => (
          <li key={id}>
            <div className="face">
              <img src={pictures[`../../../../../docs/presenters/${id}.jpg`]} alt={name[language]} loading="lazy" />
            </div>
            <h3>{name[language]}</h3>
            <p>{description[language]}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
