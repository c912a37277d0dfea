import { useMutation } from '@tanstack/react-query';
import { Button, Segmented, Spin, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { chooseLanguage } from '../../i18n/i18n.ts';
import { type Language, languages } from '../../i18n/languages.ts';
import { LinkButton } from '../../shell/link-button.tsx';
import '../../shell/shell.css';
import './verify.css';

type Verified = Schemas['VerifiedFile'];

/** As the service takes them: a larger file is told before it is sent. */
const mostBytes = 256 * 1024 ** 2;

async function verify(file: File, language: string): Promise<Verified> {
  return bodyOf(
    api().POST('/api/v1/verify', {
      headers: { 'content-type': 'application/octet-stream', 'accept-language': language },
      body: file as unknown as string,
      bodySerializer: (body) => body,
    }),
  );
}

/** Anybody drops a file and reads what it is. Nothing of it is kept, here or on the service. */
export function Verify() {
  const { t, i18n } = useTranslation();
  const check = useMutation({ mutationFn: (file: File) => verify(file, i18n.language) });
  const isLarge = (check.variables?.size ?? 0) > mostBytes;
  return (
    <main className="verify">
      <header className="page-head">
        <div>
          <h1>{t('verify.title')}</h1>
          <p>{t('verify.text')}</p>
        </div>
        <div className="doing">
          <Segmented<Language>
            aria-label={t('preferences.language')}
            value={i18n.language as Language}
            onChange={(language) => void chooseLanguage(language)}
            options={Object.entries(languages).map(([value, label]) => ({ value: value as Language, label }))}
          />
        </div>
      </header>
      {check.data === undefined && (
        <Upload.Dragger
          disabled={check.isPending}
          showUploadList={false}
          beforeUpload={(file) => {
            check.mutate(file);
            return false;
          }}
        >
          {check.isPending ? (
            <p role="status">
              <Spin /> {t('verify.checking', { name: check.variables.name })}
            </p>
          ) : (
            <p>{t('verify.drop')}</p>
          )}
          <p className="soft">{t('verify.limit')}</p>
        </Upload.Dragger>
      )}
      {check.isError && <p role="alert">{isLarge ? t('verify.large') : errorText(check.error)}</p>}
      {check.data !== undefined && (
        <>
          <Result name={check.variables?.name ?? ''} found={check.data} />
          <div className="doing">
            <Button type="primary" onClick={() => check.reset()}>
              {t('verify.again')}
            </Button>
            <LinkButton to="/report" search={{ about: check.data.implicit?.ProduceID ?? '' }}>
              {t('verify.report')}
            </LinkButton>
          </div>
        </>
      )}
    </main>
  );
}

function Result({ name, found }: { name: string; found: Verified }) {
  const { t, i18n } = useTranslation();
  const { verdict, credentials, watermark, altered, explicit, undertakenAt, seen, isSigned, problems } = found;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' });
  const unseen = seen === 'unseen' ? 'verify.seen.not' : 'verify.seen.unlooked';
  const altering = altered === null ? 'unknown' : altered ? 'yes' : 'no';
  return (
    <section className={`verdict ${verdict}`} aria-live="polite">
      <p className="soft mono">{name}</p>
      <h2>{t(`verify.${verdict}`)}</h2>
      <p>{t(verdict === 'missing' && watermark === 'own' ? 'verify.missing.ours' : `verify.${verdict}.text`)}</p>
      {verdict !== 'unknown' && (
        <dl>
          <dt>{t('verify.source')}</dt>
          <dd>
            <Source found={found} />
          </dd>
          <dt>{t('verify.mark')}</dt>
          <dd>{t(`verify.mark.${watermark}`)}</dd>
          <dt>{t('verify.credentials')}</dt>
          <dd>
            {credentials === null
              ? t('verify.credentials.none')
              : t(`verify.credentials.${credentials.state}`, {
                  signer: [credentials.signer, credentials.issuer].filter((part) => part !== null).join(', '),
                })}
          </dd>
          <dt>{t('verify.altered')}</dt>
          <dd>{t(`verify.altered.${altering}`)}</dd>
          {isSigned && (
            <>
              <dt>{t('verify.signature')}</dt>
              <dd>{t('verify.signature.yes')}</dd>
            </>
          )}
          <dt>{t('verify.seen')}</dt>
          <dd>{explicit === null ? t(unseen) : t('verify.seen.text', { text: explicit })}</dd>
          {undertakenAt !== null && (
            <>
              <dt>{t('verify.undertaken')}</dt>
              <dd>{t('verify.undertaken.text', { day: day.format(new Date(undertakenAt)) })}</dd>
            </>
          )}
        </dl>
      )}
      {problems.length > 0 && verdict !== 'unknown' && (
        <>
          <h3>{t('verify.problems')}</h3>
          <ul className="problems">
            {problems.map(({ rule, severity, clause, message }) => (
              <li key={`${rule} ${message}`}>
                <strong>{t(`verify.${severity as 'error' | 'warning' | 'note'}`)}</strong> {message}{' '}
                <span className="soft">
                  {rule}, {clause}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Source({ found: { madeAt, isOurs, implicit } }: { found: Verified }) {
  const { t, i18n } = useTranslation();
  if (madeAt !== null) {
    const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(madeAt));
    return t('verify.source.made', { day });
  }
  if (isOurs) {
    return t('verify.source.ours');
  }
  return implicit === null
    ? t('verify.source.none')
    : t('verify.source.other', { producer: implicit.ContentProducer, id: implicit.ProduceID });
}
