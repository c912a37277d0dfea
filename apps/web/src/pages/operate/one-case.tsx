import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';
import { CaseEntries, CaseStand } from '../cases/case-entries.tsx';
import { useProven } from '../security/proof.tsx';
import { CaseDialog, type CaseDoing } from './case-dialog.tsx';

export type WholeCase = Schemas['WholeCase'];

/** One case as operators see it, with all that can be done about it now. */
export function OneCase({ about, end }: { about: WholeCase; end(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<CaseDoing>();
  const prove = useProven();
  const again = () => queries.invalidateQueries({ queryKey: ['cases'] });
  const params = { path: { id: about.id } };
  const takeDown = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/operate/cases/{id}/takedown', { params })),
    onSuccess: again,
    onError: (error) => void message.error(errorText(error)),
  });
  const fetchFile = useMutation({
    mutationFn: async (file: WholeCase['files'][number]) => {
      const blob = await bodyOf(
        api().GET('/api/v1/operate/cases/{id}/files/{file}', {
          params: { path: { id: about.id, file: file.id } },
          parseAs: 'blob',
        }),
      );
      saveBlob(blob as unknown as Blob, file.name);
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const isOpen = about.state !== 'closed';
  const isDown = about.down.some(({ endedAt }) => endedAt === null);
  return (
    <article className="case-about" aria-label={about.number}>
      <header>
        <h2>{t(`case.kind.${about.kind}`)}</h2>
        <p className="mono soft">{about.number}</p>
      </header>
      <CaseStand of={about} />
      <Facts about={about} />
      {isOpen && (
        <div className="doing">
          {!isDown && <Button onClick={() => setDoing('link')}>{t('all-cases.link')}</Button>}
          {about.state === 'open' && <Button onClick={() => setDoing('ask')}>{t('all-cases.ask')}</Button>}
          {about.state === 'open' && about.subjectId !== null && (
            <Button type="primary" onClick={() => setDoing('notice')}>
              {t('all-cases.notice')}
            </Button>
          )}
          {about.subjectId !== null && !isDown && (
            <Popconfirm
              title={t('all-cases.notice.down')}
              okText={t('all-cases.takedown')}
              cancelText={t('cancel')}
              onConfirm={() => takeDown.mutate()}
            >
              <Button danger loading={takeDown.isPending}>
                {t('all-cases.takedown')}
              </Button>
            </Popconfirm>
          )}
          <Button onClick={() => setDoing('decide')}>{t('all-cases.decide')}</Button>
        </div>
      )}
      <CaseEntries entries={about.entries} />
      {about.files.length > 0 && (
        <ul className="case-files">
          {about.files.map((file) => (
            <li key={file.id}>
              <Button type="link" size="small" style={{ padding: 0 }} onClick={() => fetchFile.mutate(file)}>
                {file.name}
              </Button>{' '}
              <span className="soft">{t(`case.party.${file.party}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="doing">
        <Button type="text" onClick={() => setDoing('disclose')}>
          {t('all-cases.disclose')}
        </Button>
        <Button type="text" onClick={end}>
          {t('all-cases.back')}
        </Button>
      </div>
      {doing !== undefined && (
        <CaseDialog
          about={about}
          doing={doing}
          prove={prove}
          onDone={async () => {
            await again();
            setDoing(undefined);
          }}
          end={() => setDoing(undefined)}
        />
      )}
    </article>
  );
}

function Facts({ about }: { about: WholeCase }) {
  const { t } = useTranslation();
  const down = about.down.filter(({ endedAt }) => endedAt === null).length;
  return (
    <dl className="case-facts">
      <dt>{t('all-cases.contact')}</dt>
      <dd>
        {about.contact}{' '}
        <span className="soft">{t(about.isConfirmed ? 'all-cases.confirmed' : 'all-cases.unconfirmed')}</span>
      </dd>
      <dt>{t('all-cases.account')}</dt>
      <dd className="mono">{about.userId ?? t('all-cases.account.none')}</dd>
      {about.right !== null && (
        <>
          <dt>{t('report.right')}</dt>
          <dd>{t(`case.right.${about.right}`)}</dd>
        </>
      )}
      {about.wish !== null && (
        <>
          <dt>{t('report.wish')}</dt>
          <dd>{t(`case.wish.${about.wish}`)}</dd>
        </>
      )}
      {about.place !== '' && (
        <>
          <dt>{t('all-cases.place')}</dt>
          <dd>{about.place}</dd>
        </>
      )}
      {about.kind === 'infringement' && (
        <>
          <dt>{t('all-cases.sworn')}</dt>
          <dd>{t(about.isSworn ? 'all-cases.sworn.yes' : 'all-cases.sworn.no')}</dd>
        </>
      )}
      <dt>{t('all-cases.subject')}</dt>
      <dd>
        {about.subjectId === null ? (
          t('all-cases.subject.none')
        ) : (
          <>
            {about.subjectName} <span className="mono soft">{about.subjectId}</span>
          </>
        )}
        {down > 0 && <p className="case-down">{t('all-cases.down', { count: down })}</p>}
        {about.elsewhere > 0 && <p>{t('all-cases.elsewhere', { count: about.elsewhere })}</p>}
        {about.strikes > 0 && <p className="case-down">{t('all-cases.strikes', { count: about.strikes })}</p>}
      </dd>
    </dl>
  );
}
