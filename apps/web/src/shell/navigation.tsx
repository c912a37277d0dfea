import { MenuOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyOfTab } from '../api/session.ts';
import { useMe } from '../api/use-me.ts';
import { askToFind } from './find.tsx';
import { operatorWaysOf, ownWays, ways } from './ways.tsx';

/** Fetched when one of them is first opened. */
const MoreDrawer = lazy(async () => ({ default: (await import('./drawers.tsx')).MoreDrawer }));
const PreferencesDrawer = lazy(async () => ({ default: (await import('./drawers.tsx')).PreferencesDrawer }));

/** On a phone the first few have their place at the thumb; the rest is behind one more touch. */
const atThumb = 4;

type WayName = (typeof ways | typeof ownWays | ReturnType<typeof operatorWaysOf>)[number]['name'];

/** The ways through the studio: a rail at the side, on a phone a bar at the foot. */
export function Navigation() {
  const { t } = useTranslation();
  const { isOpen, wasOpen, open, setOpen } = useDrawer();
  const key = useKeyOfTab();
  const me = useMe();
  const own = [...ownWays, ...operatorWaysOf(key, me.data)];
  return (
    <>
      <div className="rail">
        <Link to="/" className="brand">
          <img src="/mark.svg" alt="" />
          Clipo
        </Link>
        <button type="button" className="way find-way" onClick={askToFind}>
          <SearchOutlined />
          {t('nav.find')}
          <kbd>Ctrl K</kbd>
        </button>
        <nav aria-label={t('nav.label')}>
          {ways.map((way) => (
            <Way key={way.to} {...way} />
          ))}
        </nav>
        <nav aria-label={t('nav.own')}>
          {own.map((way) => (
            <Way key={way.to} to={way.to} name={way.name} icon={way.icon} />
          ))}
        </nav>
        <div className="foot">
          <PreferencesButton />
        </div>
      </div>
      <nav className="tabbar" aria-label={t('nav.label')}>
        {ways.slice(0, atThumb).map((way) => (
          <Way key={way.to} {...way} />
        ))}
        <button type="button" className="way" onClick={open}>
          <MenuOutlined />
          {t('nav.more')}
        </button>
      </nav>
      {wasOpen && (
        <Suspense>
          <MoreDrawer isOpen={isOpen} onClose={() => setOpen(false)}>
            <button
              type="button"
              className="way"
              onClick={() => {
                setOpen(false);
                askToFind();
              }}
            >
              <SearchOutlined />
              {t('nav.find')}
            </button>
            <nav style={{ marginBlockStart: 0 }} aria-label={t('nav.more')}>
              {[...ways.slice(atThumb), ...own].map((way) => (
                <Way key={way.to} to={way.to} name={way.name} icon={way.icon} onGo={() => setOpen(false)} />
              ))}
            </nav>
          </MoreDrawer>
        </Suspense>
      )}
    </>
  );
}

function Way({ to, name, icon, onGo }: { to: string; name: WayName; icon: ReactNode; onGo?: () => void }) {
  const { t } = useTranslation();
  return (
    <Link to={to} className="way" activeOptions={{ exact: to === '/' || to === '/operate' }} onClick={onGo}>
      {icon}
      {t(name)}
    </Link>
  );
}

function PreferencesButton() {
  const { t } = useTranslation();
  const { isOpen, wasOpen, open, setOpen } = useDrawer();
  return (
    <>
      <button type="button" className="way" onClick={open}>
        <SettingOutlined />
        {t('nav.preferences')}
      </button>
      {wasOpen && (
        <Suspense>
          <PreferencesDrawer isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** A drawer that is there from its first opening on, so that it also slides out. */
function useDrawer() {
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const open = () => {
    setOpen(true);
    setWasOpen(true);
  };
  return { isOpen, wasOpen, open, setOpen };
}
