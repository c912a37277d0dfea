import { MenuOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyOfTab } from '../api/session.ts';
import { useMe } from '../api/use-me.ts';
import { askToFind } from './find.tsx';
import { Preferences } from './preferences.tsx';
import { operatorWaysOf, ownWays, ways } from './ways.tsx';

/** On a phone the first few have their place at the thumb; the rest is behind one more touch. */
const atThumb = 4;

type WayName = (typeof ways | typeof ownWays | ReturnType<typeof operatorWaysOf>)[number]['name'];

/** The ways through the studio: a rail at the side, on a phone a bar at the foot. */
export function Navigation() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
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
        <button type="button" className="way" onClick={() => setOpen(true)}>
          <MenuOutlined />
          {t('nav.more')}
        </button>
      </nav>
      <Drawer open={isOpen} onClose={() => setOpen(false)} placement="bottom" size="auto" title={t('nav.more')}>
        <div className="rail" style={{ display: 'block', position: 'static', blockSize: 'auto', padding: 0 }}>
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
          <div style={{ paddingBlockStart: 20 }}>
            <Preferences />
          </div>
        </div>
      </Drawer>
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
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="way" onClick={() => setOpen(true)}>
        <SettingOutlined />
        {t('nav.preferences')}
      </button>
      <Drawer open={isOpen} onClose={() => setOpen(false)} placement="left" size={340} title={t('nav.preferences')}>
        <Preferences />
      </Drawer>
    </>
  );
}
