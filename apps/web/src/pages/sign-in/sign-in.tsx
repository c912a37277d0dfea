import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n/i18n.ts';
import { type Language, languages } from '../../i18n/languages.ts';
import { RunBy } from '../agreements/run-by.tsx';
import { CodeForm } from './code-form.tsx';
import { KeyForm } from './key-form.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { PasswordForm } from './password-form.tsx';
import { WechatButton, WechatProblem } from './wechat-button.tsx';
import './sign-in.css';

const frames = Object.values(
  import.meta.glob<string>('./frames/*.jpg', { eager: true, query: '?url', import: 'default' }),
);

/** The way in. Who has no account yet gets one with the first code. */
export function SignIn() {
  const { t, i18n } = useTranslation();
  const { next, problem } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const onIn = async () => {
    queries.clear();
    await navigate({ href: next ?? '/', replace: true });
  };
  return (
    <div className="way-in">
      <aside aria-hidden="true">
        <div className="wall">
          {frames.map((frame) => (
            <div key={frame} className="film">
              <img src={frame} alt="" />
            </div>
          ))}
        </div>
      </aside>
      <main>
        <p className="brand">
          <img src="/mark.svg" alt="" />
          Clipo
        </p>
        <h1>{t('sign-in.title')}</h1>
        <p className="soft">{t('sign-in.text')}</p>
        <WechatProblem problem={problem} />
        <Tabs
          items={[
            { key: 'code', label: t('sign-in.by-code'), children: <CodeForm onIn={onIn} /> },
            { key: 'password', label: t('sign-in.by-password'), children: <PasswordForm onIn={onIn} /> },
            { key: 'key', label: t('sign-in.by-key'), children: <KeyForm onIn={onIn} /> },
          ]}
        />
        <WechatButton />
        <PasskeyButton onIn={onIn} />
        <Segmented<Language>
          size="small"
          aria-label={t('preferences.language')}
          value={i18n.language as Language}
          onChange={(language) => void chooseLanguage(language)}
          options={Object.entries(languages).map(([value, label]) => ({ value: value as Language, label }))}
        />
        <p className="soft">
          <Link to="/report">{t('report.title')}</Link>
        </p>
        <RunBy />
      </main>
    </div>
  );
}
