import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Input, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n/i18n.ts';
import { type Language, languages } from '../../i18n/languages.ts';
import { type SharedView, sharedApi } from './shared-api.ts';
import { SharedVideo } from './shared-video.tsx';
import '../../shell/shell.css';
import '../batches/batches.css';
import '../batches/review.css';
import './shared.css';

const guestKey = 'clipo.guest';

/** What a client without account sees of a batch: its finished videos, for whom they are written over each picture. */
export function Shared() {
  const { t, i18n } = useTranslation();
  const secret = useLocation({ select: ({ hash }) => hash });
  const [guest, setGuest] = useState(() => localStorage.getItem(guestKey) ?? '');
  const found = useQuery({
    queryKey: ['shared', secret],
    retry: false,
    // It may be taken back at any time, and videos come in.
    refetchInterval: 15_000,
    queryFn: () => sharedApi(secret).view(),
  });
  if (found.isPending) {
    return (
      <main className="lone">
        <Skeleton active />
      </main>
    );
  }
  // A link that is over shows nothing of what it showed before.
  if (found.isError) {
    return (
      <main className="lone">
        <h1>{t('shared.gone')}</h1>
        <p className="soft">{t('shared.gone.text')}</p>
      </main>
    );
  }
  const share: SharedView = found.data;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(share.expiresAt));
  return (
    <main className="shared">
      <header className="page-head">
        <div>
          <h1>{share.title}</h1>
          <p>
            {t('shared.for', { name: share.name })} · {t('shared.until', { day })} · {t('ai.note')}
          </p>
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
      {(share.mayComment || share.mayDecide) && (
        <label className="guest" htmlFor="guest">
          {t('shared.guest')}
          <Input
            id="guest"
            value={guest}
            maxLength={60}
            onChange={({ target }) => {
              setGuest(target.value);
              localStorage.setItem(guestKey, target.value);
            }}
          />
        </label>
      )}
      {share.videos.length === 0 && <p className="soft">{t('shared.none')}</p>}
      <ul className="shared-videos">
        {share.videos.map((video) => (
          <li key={video.id}>
            <SharedVideo video={video} share={share} secret={secret} guest={guest.trim()} />
          </li>
        ))}
      </ul>
    </main>
  );
}
