import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import '../measures/measures.css';

/** The certificate of a deletion, for who has the link that was sent to the account's contact. */
export function Deleted() {
  const { t } = useTranslation();
  // Behind the sign of the fragment it is sent to no server.
  const [secret] = useState(() => location.hash.slice(1));
  const found = useQuery({
    queryKey: ['deleted', secret],
    retry: false,
    queryFn: () => bodyOf(api().GET('/api/v1/deletion-certificates/{secret}', { params: { path: { secret } } })),
  });
  return (
    <main className="certificate">
      <h1>{t('deleted.title')}</h1>
      {found.isPending && <Skeleton active />}
      {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && <CertificateText {...found.data} />}
    </main>
  );
}

/** All that a certificate says. */
export function CertificateText(said: Schemas['DeletionCertificate']) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' });
  const facts = [
    [t('deleted.number'), said.number],
    [t('deleted.cause'), t(`deletions.cause.${said.cause}`)],
    [t('deleted.at'), when.format(new Date(said.erasedAt))],
  ];
  return (
    <>
      <p>{t('deleted.text')}</p>
      <table>
        <tbody>
          {facts.map(([name, value]) => (
            <tr key={name}>
              <td className="soft">{name}</td>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('deleted.gone')}</h2>
      <p>{t('deleted.files', said.files)}</p>
      <table>
        <tbody>
          {said.gone.map(({ where, rows }) => (
            <tr key={where}>
              <td className="mono">{where}</td>
              <td>{t('deleted.rows', { count: rows })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('deleted.kept')}</h2>
      <p>{t('deleted.kept.text', { pseudonym: said.pseudonym })}</p>
      <table>
        <tbody>
          {said.kept.map(({ where, rows, ground, until }) => (
            <tr key={where}>
              <td className="mono">{where}</td>
              <td>{t('deleted.rows', { count: rows })}</td>
              <td>{ground}</td>
              <td>{until}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {said.engines.length > 0 && (
        <>
          <h2>{t('deleted.engines')}</h2>
          <ul>
            {said.engines.map(({ engine, outcome }) => (
              <li key={engine}>
                <span className="mono">{engine}</span>{' '}
                {t(outcome === 'asked' ? 'deleted.engine.gone' : 'deleted.engine.ask')}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t('deleted.backups')}</h2>
      <p>
        {said.backups.length === 0
          ? t('deleted.backups.none')
          : said.backups
              .map(({ name, expiresAt }) => `${name} → ${expiresAt === null ? '?' : when.format(new Date(expiresAt))}`)
              .join(t('list.comma'))}
      </p>
      <div>
        <Button onClick={() => print()}>{t('deleted.print')}</Button>
      </div>
    </>
  );
}
