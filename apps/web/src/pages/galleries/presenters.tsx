import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { CreatePresenter } from './create-presenter.tsx';
import { OutsidePresenters } from './outside-presenters.tsx';
import { OwnPresenters } from './own-presenters.tsx';
import { PresenterStage } from './presenter-stage.tsx';
import './galleries.css';

const pictures = import.meta.glob<string>('../../../../../docs/presenters/*.jpg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Who may speak in videos: those that come with Clipo, and people of one's own who agreed. */
export function Presenters() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const [isCreating, setCreating] = useState(false);
  const list = useQuery({ queryKey: ['presenters'], queryFn: () => bodyOf(api().GET('/api/v1/presenters')) });
  return (
    <>
      <PageHead title={t('nav.presenters')} text={t('presenters.text')}>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
          {t('presenters.create')}
        </Button>
      </PageHead>
      <h2 className="gallery-title">{t('presenters.shipped')}</h2>
      {list.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      <ul className="gallery">
        {list.data?.items.map(({ id, name, description, voice }) => (
          <li key={id}>
            <PresenterStage
              id={id}
              name={name[language]}
              voice={voice}
              still={pictures[`../../../../../docs/presenters/${id}.jpg`]}
            />
            <h3>{name[language]}</h3>
            <p>{description[language]}</p>
          </li>
        ))}
      </ul>
      <OwnPresenters />
      <OutsidePresenters />
      <CreatePresenter isOpen={isCreating} onClose={() => setCreating(false)} />
    </>
  );
}
