import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../shell/link-button.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import './help.css';

const steps = [1, 2, 3, 4] as const;
const keys = [
  ['Ctrl K', 'find'],
  ['?', 'help'],
  ['Esc', 'leave'],
] as const;
const questions = ['label', 'facts', 'failed', 'offline'] as const;

/** How the studio is used, on one page. */
export function Help() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.help')} text={t('help.text')}>
        <LinkButton to="/talk">{t('help.keys.talk')}</LinkButton>
        <LinkButton to="/batches/new" look="primary">
          {t('help.keys.new')}
        </LinkButton>
      </PageHead>
      <div className="help">
        <section>
          <h2>{t('help.first')}</h2>
          <ol>
            {steps.map((step) => (
              <li key={step}>{t(`help.first.${step}`)}</li>
            ))}
          </ol>
        </section>
        <section>
          <h2>{t('help.keys')}</h2>
          <dl className="keys">
            {keys.map(([key, name]) => (
              <div key={key} style={{ display: 'contents' }}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`help.keys.${name}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h2>{t('help.questions')}</h2>
          {questions.map((question) => (
            <details key={question}>
              <summary>{t(`help.q.${question}`)}</summary>
              <p>{t(`help.a.${question}`)}</p>
            </details>
          ))}
        </section>
        <p className="soft">{t('help.more')}</p>
      </div>
    </>
  );
}
