import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { OneIncident } from './one-incident.tsx';
import '../cases/cases.css';

type New = Schemas['NewIncidentInput'];

const kinds = ['security', 'force-majeure'] as const;
const grades = ['general', 'larger', 'major', 'extreme'] as const;

/** For operators: what happened to the service and its data, whom it concerns, and what is due. */
export function Incidents() {
  return (
    <WithProof>
      <NeedsProof>
        <All />
      </NeedsProof>
    </WithProof>
  );
}

function All() {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const [isNew, setNew] = useState(false);
  const list = useQuery({
    queryKey: ['incidents'],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/incidents')),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const items = list.data?.items ?? [];
  return (
    <>
      <PageHead title={t('nav.incidents')} text={t('incidents.text')}>
        <Button type="primary" onClick={() => setNew(true)}>
          {t('incidents.new')}
        </Button>
      </PageHead>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('incidents.none')} text={t('incidents.none.text')} />}
      <div className="case-desk">
        <ul className="case-list">
          {items.map((one) => (
            <li key={one.id}>
              <button type="button" aria-current={one.id === chosen} onClick={() => setChosen(one.id)}>
                <strong>{one.title}</strong>
                <span className="soft">{day.format(new Date(one.foundAt))}</span>
                <small className="soft">
                  {t(`incidents.kind.${one.kind}`)} · {t(`incidents.grade.${one.grade}`)}
                </small>
                <Tag color={one.closedAt === null ? 'red' : 'default'} style={{ justifySelf: 'start' }}>
                  {t(one.closedAt === null ? 'incidents.open' : 'incidents.closed')}
                </Tag>
              </button>
            </li>
          ))}
        </ul>
        {chosen !== undefined && <OneIncident key={chosen} id={chosen} />}
      </div>
      {isNew && (
        <NewIncident
          end={(id) => {
            setNew(false);
            setChosen(id ?? chosen);
          }}
        />
      )}
    </>
  );
}

function NewIncident({ end }: { end(id?: string): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const open = useMutation({
    mutationFn: (body: New) => bodyOf(api().POST('/api/v1/operate/incidents', { body })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['incidents'] });
      end(id);
    },
  });
  return (
    <Modal open title={t('incidents.new')} footer={null} onCancel={() => end()} width={520}>
      <Form<New>
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'security', grade: 'general' }}
        onFinish={(body) => open.mutate(body)}
      >
        <Form.Item
          name="title"
          label={t('incidents.title')}
          rules={[{ required: true, min: 2, whitespace: true, message: t('form.needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t('incidents.kind')}>
          <Select options={kinds.map((value) => ({ value, label: t(`incidents.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="grade" label={t('incidents.grade')} extra={t('incidents.grade.hint')}>
          <Select options={grades.map((value) => ({ value, label: t(`incidents.grade.${value}`) }))} />
        </Form.Item>
        {open.isError && <Alert type="error" showIcon title={errorText(open.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={open.isPending}>
          {t('incidents.record')}
        </Button>
      </Form>
    </Modal>
  );
}
