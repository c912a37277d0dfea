import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useAfter } from './use-after.ts';

type Team = Schemas['Team'];

/** What the team is, and what it is allowed: its enterprise, commercial use, the API. */
export function Papers({ isOwner, team }: { isOwner: boolean; team: Team }) {
  const { t } = useTranslation();
  return (
    <section className="security-part">
      <header>
        <h2>{t('papers.title')}</h2>
      </header>
      <ul className="settings">
        <Enterprise isOwner={isOwner} team={team} />
        <Usage />
        <ApiAccess isOwner={isOwner} />
      </ul>
    </section>
  );
}

function Enterprise({ isOwner, team: { enterpriseState, enterpriseReason } }: { isOwner: boolean; team: Team }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <h2>{t('papers.enterprise')}</h2>
      <div>
        <p>{t(`papers.enterprise.${enterpriseState}`)}</p>
        {enterpriseReason !== '' && <p className="soft">{enterpriseReason}</p>}
      </div>
      {isOwner ? <Button onClick={() => setOpen(true)}>{t('papers.enterprise.state')}</Button> : <span />}
      {isOpen && <StateEnterprise end={() => setOpen(false)} />}
    </li>
  );
}

interface FilledEnterprise {
  name: string;
  businessScope: string;
  licenceNumbers: string[];
}

function StateEnterprise({ end }: { end: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const after = useAfter(['team']);
  const [proof, setProof] = useState<File>();
  const save = useMutation({
    mutationFn: async ({ name, businessScope = '', licenceNumbers = [] }: FilledEnterprise) => {
      if (proof === undefined) {
        throw new Error(t('papers.proof.needed'));
      }
      const kept = await bodyOf(
        api().POST('/api/v1/team/enterprise/proof', {
          params: { query: { name: proof.name } },
          body: proof as unknown as string,
          bodySerializer: (file) => file as unknown as BodyInit,
          headers: { 'content-type': 'application/octet-stream' },
        }),
      );
      const body = { name, businessScope, licenceNumbers, proofSha256: kept.sha256 };
      return bodyOf(api().PUT('/api/v1/team/enterprise', { body }));
    },
    onSuccess: async () => {
      end();
      void message.success(t('papers.enterprise.sent'));
      await after.onSuccess();
    },
  });
  return (
    <Modal open title={t('papers.enterprise')} footer={null} onCancel={end} width={520}>
      <p className="soft" style={{ marginBlockEnd: 16 }}>
        {t('papers.enterprise.text')}
      </p>
      <Form<FilledEnterprise> layout="vertical" requiredMark={false} onFinish={(filled) => save.mutate(filled)}>
        <Form.Item name="name" label={t('papers.name')} rules={[{ required: true, min: 2, message: t('form.needed') }]}>
          <Input maxLength={100} autoComplete="organization" />
        </Form.Item>
        <Form.Item name="licenceNumbers" label={t('papers.licences')} extra={t('brief.points.hint')}>
          <Select mode="tags" open={false} suffixIcon={null} maxCount={20} />
        </Form.Item>
        <Form.Item name="businessScope" label={t('papers.scope')}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        <Form.Item label={t('papers.proof')} extra={t('papers.proof.hint')}>
          <Upload
            accept="image/png,image/jpeg,application/pdf"
            maxCount={1}
            beforeUpload={(file) => {
              setProof(file);
              return false;
            }}
            onRemove={() => setProof(undefined)}
          >
            <Button>{t('papers.proof.choose')}</Button>
          </Upload>
        </Form.Item>
        {save.isError && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" block htmlType="submit" loading={save.isPending}>
          {t('papers.send')}
        </Button>
      </Form>
    </Modal>
  );
}

/** The grants of commercial use that hold now; where there are none, that is said. */
function Usage() {
  const { t, i18n } = useTranslation();
  const grants = useQuery({
    queryKey: ['team', 'usage-grants'],
    queryFn: () => bodyOf(api().GET('/api/v1/team/usage-grants')),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const term = (startsAt: string, endsAt: string | null) =>
    endsAt === null
      ? t('papers.from', { from: day.format(new Date(startsAt)) })
      : t('papers.term', { from: day.format(new Date(startsAt)), to: day.format(new Date(endsAt)) });
  return (
    <li>
      <h2>{t('papers.use')}</h2>
      <div>
        {grants.data?.items.length === 0 && <p>{t('papers.use.none')}</p>}
        {grants.data?.items.map(({ id, purpose, document, startsAt, endsAt }) => (
          <p key={id}>
            <strong>{purpose}</strong> · {term(startsAt, endsAt)} · <span className="mono">{document}</span>
          </p>
        ))}
      </div>
      <span />
    </li>
  );
}

function ApiAccess({ isOwner }: { isOwner: boolean }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const key = ['team', 'api-access'];
  const after = useAfter(key);
  const access = useQuery({ queryKey: key, queryFn: () => bodyOf(api().GET('/api/v1/team/api-access')) });
  const apply = useMutation({
    mutationFn: (body: { purpose: string }) => bodyOf(api().POST('/api/v1/team/api-access', { body })),
    onSuccess: async () => {
      setOpen(false);
      await after.onSuccess();
    },
  });
  if (access.data === undefined) {
    return null;
  }
  const { status, purpose, reason, endsAt } = access.data;
  const mayApply = isOwner && status !== 'approved' && status !== 'applied';
  return (
    <li>
      <h2>{t('papers.api')}</h2>
      <div>
        <p>{t(`papers.api.${status}`)}</p>
        {purpose !== '' && <p className="soft">{purpose}</p>}
        {reason !== '' && <p className="soft">{reason}</p>}
        {endsAt !== null && (
          <p className="soft">
            {t('papers.until', {
              to: new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(endsAt)),
            })}
          </p>
        )}
      </div>
      {mayApply ? <Button onClick={() => setOpen(true)}>{t('papers.api.apply')}</Button> : <span />}
      <Modal
        open={isOpen}
        title={t('papers.api')}
        footer={null}
        onCancel={() => setOpen(false)}
        width={460}
        destroyOnHidden
      >
        <p className="soft" style={{ marginBlockEnd: 16 }}>
          {t('papers.api.text')}
        </p>
        <Form layout="vertical" requiredMark={false} onFinish={(filled: { purpose: string }) => apply.mutate(filled)}>
          <Form.Item
            name="purpose"
            label={t('papers.api.purpose')}
            rules={[{ required: true, min: 10, message: t('papers.api.purpose.rule') }]}
          >
            <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3 }} />
          </Form.Item>
          {apply.isError && (
            <Alert type="error" showIcon title={errorText(apply.error)} style={{ marginBlockEnd: 16 }} />
          )}
          <Button type="primary" size="large" block htmlType="submit" loading={apply.isPending}>
            {t('papers.send')}
          </Button>
        </Form>
      </Modal>
    </li>
  );
}
