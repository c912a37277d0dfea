import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** What a reviewer has to see, or blocked: a material or a video. */
type HeldThing = Pick<Schemas['Material'], 'id' | 'verdict'>;

/** Whether a material may not be shown: a reviewer has yet to see it, or blocked it. */
export function isHeld({ verdict }: Pick<HeldThing, 'verdict'>): boolean {
  return verdict?.outcome === 'held' || verdict?.outcome === 'blocked';
}

/** Stands in the place of a picture or a film that may not be used: why, and how to object. */
export function HeldNote({ thing }: { thing: HeldThing }) {
  const { t } = useTranslation();
  const held = useQuery({
    queryKey: ['held'],
    queryFn: () => bodyOf(api().GET('/api/v1/held', { params: { query: { limit: 100 } } })),
  });
  const about = held.data?.items.find(({ subjectId }) => subjectId === thing.id);
  const finding = thing.verdict?.findings.find(({ severity }) => severity === 'review' || severity === 'block');
  return (
    <div className="held-note">
      <strong>{t(wordOf(about))}</strong>
      <span>{finding?.why}</span>
      {about?.ground != null && about.ground.note !== '' && <q>{about.ground.note}</q>}
      {about?.mayAppeal === true && <Appeal id={about.id} />}
    </div>
  );
}

function wordOf(about: Schemas['TeamSafetyCase'] | undefined) {
  if (about === undefined || (about.status !== 'decided' && about.round === 0)) {
    return 'held.waits';
  }
  if (about.status !== 'decided') {
    return 'held.appealed';
  }
  return about.round === 0 ? 'held.blocked' : 'held.final';
}

function Appeal({ id }: { id: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/held/{id}/appeal', { params: { path: { id } }, body: { text } })),
    onSuccess: async () => {
      setOpen(false);
      void message.success(t('held.appeal.sent'));
      await queries.invalidateQueries({ queryKey: ['held'] });
    },
    onError: (error) => void message.error(errorText(error)),
  });
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('held.appeal')}
      </Button>
      <Modal
        open={isOpen}
        title={t('held.appeal')}
        okText={t('held.appeal')}
        cancelText={t('cancel')}
        okButtonProps={{ disabled: text.trim().length < 5, loading: send.isPending }}
        onOk={() => send.mutate()}
        onCancel={() => setOpen(false)}
      >
        <p className="soft" style={{ marginBlockEnd: 12 }}>
          {t('held.appeal.text')}
        </p>
        <Input.TextArea
          aria-label={t('held.appeal')}
          rows={4}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Modal>
    </>
  );
}
