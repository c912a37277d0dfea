import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { pictureOfTemplate } from './picture-of-template.ts';
import { TryTemplate } from './try-template.tsx';
import './galleries.css';

/** The looks that ship, each as it looks with real material. */
export function Templates() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const [tried, setTried] = useState<{ name: string; title: string }>();
  const list = useQuery({
    queryKey: ['shipped-templates'],
    queryFn: () => bodyOf(api().GET('/api/v1/shipped-templates')),
  });
  return (
    <>
      <PageHead title={t('nav.templates')} text={t('templates.text')} />
      {list.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      <ul className="gallery wide">
        {list.data?.items.map(({ name, data }) => (
          <li key={name}>
            <div className="face">
              <img src={pictureOfTemplate(name)} alt={data.title[language]} loading="lazy" />
            </div>
            <h3>{data.title[language]}</h3>
            <p>{data.purpose[language]}</p>
            <Button
              style={{ justifySelf: 'start' }}
              aria-label={t('templates.try.of', { title: data.title[language] })}
              onClick={() => setTried({ name, title: data.title[language] })}
            >
              {t('templates.try')}
            </Button>
          </li>
        ))}
      </ul>
      <TryTemplate template={tried} onClose={() => setTried(undefined)} />
    </>
  );
}
