import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';
import { useMe } from '../api/use-me.ts';

/** Over every page while an operator acts on somebody's behalf: for whom, until when, and the way out. */
export function ActingNote() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => bodyOf(api().DELETE('/api/v1/me/actings/{id}', { params: { path: { id } } })),
    onSettled: () => {
      queries.clear();
      location.assign('/operate/actings');
    },
  });
  const acting = me.data?.acting;
  if (acting == null) {
    return null;
  }
  const when = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(new Date(acting.endsAt));
  return (
    <Alert
      type="warning"
      showIcon
      title={t('actings.now', { name: me.data?.name || me.data?.phone || me.data?.id, when })}
      description={t('actings.now.text')}
      action={
        <Button size="small" loading={end.isPending} onClick={() => end.mutate(acting.id)}>
          {t('actings.end')}
        </Button>
      }
      style={{ marginBlockEnd: 16 }}
    />
  );
}
