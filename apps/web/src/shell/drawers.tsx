import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Preferences } from './preferences.tsx';

interface Opened {
  isOpen: boolean;
  onClose(): void;
}

/** On a phone: the ways that have no place at the thumb, and the preferences. */
export function MoreDrawer({ isOpen, onClose, children }: Opened & { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      placement="bottom"
      size="auto"
      title={t('nav.more')}
      // An operator has more ways than a phone has room: the list scrolls, its head stays.
      styles={{ section: { maxBlockSize: '88dvh' } }}
    >
      <div className="rail" style={{ display: 'block', position: 'static', blockSize: 'auto', padding: 0 }}>
        {children}
        <div style={{ paddingBlockStart: 20 }}>
          <Preferences />
        </div>
      </div>
    </Drawer>
  );
}

/** At the side of a wide page: language, scheme, and the way out. */
export function PreferencesDrawer({ isOpen, onClose }: Opened) {
  const { t } = useTranslation();
  return (
    <Drawer open={isOpen} onClose={onClose} placement="left" size={340} title={t('nav.preferences')}>
      <Preferences />
    </Drawer>
  );
}
