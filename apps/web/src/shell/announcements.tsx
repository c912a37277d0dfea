import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../api/client.ts';
import { useMe } from '../api/use-me.ts';
import { LinkedText } from './linked-text.tsx';

type Announcement = Schemas['Announcement'];

const kept = 'clipo.announcements';
const keptTimes = 'clipo.times-told';
const everyMs = 5 * 60_000;
/** Who looks at a page sees what everybody is told within five seconds; a page that nobody sees does not ask. */
const announcedMs = 4000;

function closedBefore(): string[] {
  return (localStorage.getItem(kept) ?? '').split(' ').filter((id) => id !== '');
}

/** What everybody is told, on top of the page; and over it, what must be seen: announcements and the person's own notices. */
export function Announcements() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const me = useMe();
  const [closed, setClosed] = useState(closedBefore);
  const said = useQuery({
    queryKey: ['announcements', i18n.language],
    queryFn: () => bodyOf(api().GET('/api/v1/announcements')),
    refetchInterval: announcedMs,
  });
  const notices = useQuery({
    queryKey: ['me', 'notices', 'popups'],
    queryFn: () => bodyOf(api().GET('/api/v1/me/notices', { params: { query: { limit: 30 } } })),
    enabled: me.data != null && me.data.acting === null,
    refetchInterval: everyMs,
  });
  const read = useMutation({
    mutationFn: (id: string) => bodyOf(api().POST('/api/v1/me/notices/{id}/read', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['me', 'notices'] }),
  });
  const close = (id: string) => {
    // The newest hundred are enough: older ones have ended.
    const next = [...closed, id].slice(-100);
    localStorage.setItem(kept, next.join(' '));
    setClosed(next);
  };
  const open = (said.data?.items ?? []).filter(({ id }) => !closed.includes(id));
  const own = notices.data?.items.find(
    ({ id, isPopup, readAt }) => isPopup && readAt === null && !(read.isPending && read.variables === id),
  );
  const popup = own ?? open.find(({ isPopup }) => isPopup);
  const end = () => {
    if (own !== undefined) {
      read.mutate(own.id);
    } else if (popup !== undefined) {
      close(popup.id);
    }
  };
  return (
    <>
      {open
        .filter(({ isPopup }) => !isPopup)
        .map(({ id, title, body, ...window }) => (
          <Alert
            key={id}
            type={window.kind === 'maintenance' ? 'warning' : 'info'}
            showIcon={window.kind === 'maintenance'}
            title={title}
            description={
              <>
                {window.kind === 'maintenance' && <Window of={window} />}
                {body}
              </>
            }
            closable={{ onClose: () => close(id), 'aria-label': t('announcement.close.of', { title }) }}
            style={{ marginBlockEnd: 16 }}
          />
        ))}
      <Modal
        open={popup !== undefined}
        title={popup?.title}
        onCancel={end}
        onOk={end}
        okText={t('announcement.close')}
        cancelButtonProps={{ style: { display: 'none' } }}
        width={460}
      >
        <p style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          <LinkedText text={popup?.body ?? ''} />
        </p>
      </Modal>
      {me.data?.minutesToday != null && (
        <TimeSpent minutes={me.data.minutesToday} everyMinutes={me.data.remindEveryMinutes} />
      )}
    </>
  );
}

/** When maintenance is, or until when it goes on. */
function Window({
  of: { startsAt, endsAt, isRunning },
}: {
  of: Pick<Announcement, 'startsAt' | 'endsAt' | 'isRunning'>;
}) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const from = when.format(new Date(startsAt));
  const to = endsAt === null ? '' : when.format(new Date(endsAt));
  return <p>{isRunning ? t('announcement.running', { to }) : t('announcement.soon', { from, to })}</p>;
}

/** The day in China, which keeps one time all year: a formatter with a time zone takes a tenth of a second to make. */
function chinaDay(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** How often a minor was told on a day: a page that is opened anew does not tell it again. */
function timesTold(day: string): { day: string; times: number } {
  const [kept = '', times] = (localStorage.getItem(keptTimes) ?? '').split(' ');
  return { day, times: kept === day ? Number(times) || 0 : 0 };
}

/** Minors are told each hour, or as often as the operator set, how long they were here today. */
function TimeSpent({ minutes, everyMinutes }: { minutes: number; everyMinutes: number }) {
  const { t } = useTranslation();
  const day = chinaDay();
  const [told, setTold] = useState(() => timesTold(day));
  const times = Math.floor(minutes / everyMinutes);
  const end = () => {
    localStorage.setItem(keptTimes, `${day} ${times}`);
    setTold({ day, times });
  };
  return (
    <Modal
      open={times > (told.day === day ? told.times : 0)}
      title={t('minutes.title')}
      onCancel={end}
      onOk={end}
      okText={t('announcement.close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      width={460}
    >
      <p>{t('minutes.text', { count: minutes })}</p>
    </Modal>
  );
}
