import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { pictureOfTemplate } from '../galleries/picture-of-template.ts';
import { NeedsProof } from './needs-proof.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Wordings } from './wordings.tsx';
import './console.css';

type Item = Schemas['KeptTemplates']['items'][number];
const views = ['films', 'notices'] as const;

/** For operators: the templates that ship, what came of each, withdrawn and readmitted; and what every notice says. */
export function OperatedTemplates() {
  const { t } = useTranslation();
  const { view = 'films' } = useSearch({ from: '/studio/operate/templates' });
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={t('nav.operate-templates')} text={t(`operate-templates.text.${view}`)} />
      <NeedsProof>
        <Segmented
          aria-label={t('nav.operate-templates')}
          value={view}
          onChange={(chosen) => void navigate({ to: '/operate/templates', search: { view: chosen }, replace: true })}
          options={views.map((value) => ({ value, label: t(`operate-templates.view.${value}`) }))}
          style={{ marginBlockEnd: 20 }}
        />
        {view === 'films' ? <Films /> : <Wordings />}
      </NeedsProof>
    </>
  );
}

function Films() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const figure = new Intl.NumberFormat(i18n.language);
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const mayWithdraw = useDuty('system', 'security');
  const mayReadmit = useDuty('system');
  const [asked, setAsked] = useState<Item>();
  const list = useQuery({
    queryKey: ['operate', 'templates'],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/templates')),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined) {
    return <Skeleton active paragraph={{ rows: 8 }} />;
  }
  const { items, own, days } = list.data;
  return (
    <>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('operate-templates.own', { teams: figure.format(own.teams), templates: figure.format(own.templates) })}
      </p>
      <ul className="licensed-rows templates">
        {items.map((item) => (
          <li key={item.name}>
            <div className="face">
              <img src={pictureOfTemplate(item.name)} alt={item.title[language]} loading="lazy" decoding="async" />
            </div>
            <div>
              <strong>{item.title[language]}</strong> <span className="mono soft">{item.name}</span>
              <p className="soft">{item.purpose[language]}</p>
              {item.withdrawn !== null && (
                <p className="refused">
                  {t('operate-templates.withdrawn', {
                    day: day.format(new Date(item.withdrawn.at)),
                    why: item.withdrawn.why,
                  })}
                </p>
              )}
            </div>
            <dl className="template-figures" aria-label={t('operate-templates.days', { days })}>
              {(['made', 'failed', 'teams'] as const).map((name) => (
                <div key={name} className={name === 'failed' && item.failed > 0 ? 'refused' : undefined}>
                  <dt>{t(`operate-templates.${name}`)}</dt>
                  <dd>{figure.format(item[name])}</dd>
                </div>
              ))}
            </dl>
            <div className="doing">
              {item.withdrawn === null
                ? mayWithdraw && (
                    <Button
                      size="small"
                      danger
                      aria-label={t('operate-templates.withdraw.of', { name: item.title[language] })}
                      onClick={() => setAsked(item)}
                    >
                      {t('operate-templates.withdraw')}
                    </Button>
                  )
                : mayReadmit && (
                    <Button
                      size="small"
                      aria-label={t('operate-templates.readmit.of', { name: item.title[language] })}
                      onClick={() => setAsked(item)}
                    >
                      {t('operate-templates.readmit')}
                    </Button>
                  )}
            </div>
          </li>
        ))}
      </ul>
      <p className="soft">{t('operate-templates.days', { days })}</p>
      {asked !== undefined && (
        <Ask
          item={asked}
          title={asked.title[language]}
          done={() =>
            Promise.all([
              queries.invalidateQueries({ queryKey: ['operate', 'templates'] }),
              queries.invalidateQueries({ queryKey: ['shipped-templates'] }),
            ])
          }
          end={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function Ask({
  item: { name, withdrawn },
  title,
  done,
  end,
}: {
  item: Item;
  title: string;
  done(): unknown;
  end(): void;
}) {
  const { t } = useTranslation();
  const path = '/api/v1/operate/templates/{name}/withdrawal';
  const params = { path: { name } };
  return withdrawn === null ? (
    <ReasonDialog
      title={t('operate-templates.withdraw.of', { name: title })}
      text={t('operate-templates.withdraw.text')}
      label={t('operate-templates.withdraw.why')}
      act={t('operate-templates.withdraw')}
      isDanger
      onDo={(reason) => bodyOf(api().PUT(path, { params, body: { reason } }))}
      done={done}
      end={end}
    />
  ) : (
    <ReasonDialog
      title={t('operate-templates.readmit.of', { name: title })}
      act={t('operate-templates.readmit')}
      onDo={(reason) => bodyOf(api().DELETE(path, { params, body: { reason } }))}
      done={done}
      end={end}
    />
  );
}
