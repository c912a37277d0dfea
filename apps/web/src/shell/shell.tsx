import { Outlet, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActingNote } from './acting-note.tsx';
import { Announcements } from './announcements.tsx';
import { ClosedParts } from './closed-parts.tsx';
import { Find } from './find.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineNote } from './offline-note.tsx';
import { SignedIn } from './signed-in.tsx';
import './shell.css';

/** What stands round every page of the studio: the ways to go, and the page itself. */
export function Shell() {
  const { t } = useTranslation();
  // The page that stands here, not the one that an address is on the way to: that would draw this one anew.
  const pathname = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '' });
  // What came with the address stands at once; the pages after it arrive.
  const [first] = useState(pathname);
  return (
    <SignedIn>
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <Find />
      <div className="shell">
        <Navigation />
        <main id="page" tabIndex={-1} key={pathname} className={pathname === first ? undefined : 'arrives'}>
          <OfflineNote />
          <ActingNote />
          <ClosedParts />
          <Announcements />
          <Outlet />
        </main>
      </div>
    </SignedIn>
  );
}
