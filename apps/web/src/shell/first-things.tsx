import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Checkbox, Form, Input, Radio, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { type Me, meKey } from '../api/use-me.ts';
import { AgreementLinks } from '../pages/agreements/agreement-links.tsx';
import { useTexts, useVersions } from '../pages/agreements/use-agreements.ts';
import { ProofForm } from '../pages/security/proof.tsx';
import { CodeField } from '../pages/sign-in/code-field.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import './shell.css';

/** Few see it, and it brings QR codes along. */
const TeamFactorFirst = lazy(async () => ({ default: (await import('./team-factor-first.tsx')).TeamFactorFirst }));

const ages = ['adult', 'teen', 'child'] as const;

/** What a person has to do before anything else: agree to texts that are new, say how old they are, give what their team asks. */
export function FirstThings({ me }: { me: Me }) {
  return (
    <main className="lone">
      <img src="/mark.svg" alt="" width={44} height={44} />
      <FirstThing me={me} />
      {!me.needs.some((need) => need === 'second-factor' || need === 'factor') && (
        <p className="soft" style={{ fontSize: 14 }}>
          <Trans i18nKey="first.decline" components={{ privacy: <Link to="/privacy" /> }} />
        </p>
      )}
      <SignOutButton />
    </main>
  );
}

/** The first of what is needed, in the service's order. */
function FirstThing({ me }: { me: Me }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { needs } = me;
  if (needs.includes('second-factor')) {
    return (
      <>
        <h1>{t('proof.title')}</h1>
        <p className="soft">{t('proof.text')}</p>
        <ProofForm onProven={() => void queries.invalidateQueries({ queryKey: meKey })} />
      </>
    );
  }
  if (needs.includes('agreements')) {
    return <AgreeAnew />;
  }
  if (needs.includes('age')) {
    return <SayAge />;
  }
  return needs.includes('guardian') ? (
    <AskGuardian />
  ) : (
    <Suspense fallback={<Skeleton active />}>
      <TeamFactorFirst me={me} />
    </Suspense>
  );
}

/** A guardian agrees, by the code that is sent to them. */
function AskGuardian() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ name: string; contact: string; code: string }>();
  const text = useQuery({ queryKey: ['guardian'], queryFn: () => bodyOf(api().GET('/api/v1/me/guardian')) });
  const consent = useMutation({
    mutationFn: (body: { name: string; contact: string; code: string }) =>
      bodyOf(api().POST('/api/v1/me/guardian', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meKey }),
  });
  return (
    <>
      <h1>{t('first.guardian')}</h1>
      <p className="soft" style={{ whiteSpace: 'pre-wrap' }}>
        {text.data?.text}
      </p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(filled) => consent.mutate(filled)}>
        <Form.Item name="name" label={t('first.guardian.name')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input size="large" maxLength={50} />
        </Form.Item>
        <Form.Item
          name="contact"
          label={t('first.guardian.contact')}
          rules={[{ required: true, message: t('form.needed') }]}
        >
          <Input size="large" />
        </Form.Item>
        <CodeField use="guardian" contactOf={() => form.getFieldValue('contact') as string | undefined} />
        {consent.isError && (
          <Alert type="error" showIcon title={errorText(consent.error)} style={{ marginBlockEnd: 16 }} />
        )}
        <Button type="primary" size="large" htmlType="submit" loading={consent.isPending}>
          {t('first.guardian.agree')}
        </Button>
      </Form>
    </>
  );
}

function AgreeAnew() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const versions = useVersions();
  const [isTicked, setTicked] = useState(false);
  const accept = useMutation({
    mutationFn: () =>
      bodyOf(api().POST('/api/v1/me/agreements', { body: versions.data ?? { agreement: '', privacy: '' } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meKey }),
  });
  return (
    <>
      <h1>{t('first.texts')}</h1>
      <p className="soft">{t('first.texts.text')}</p>
      <WhatChanged />
      <Checkbox checked={isTicked} onChange={({ target }) => setTicked(target.checked)}>
        <AgreementLinks />
      </Checkbox>
      {accept.isError && <Alert type="error" showIcon title={errorText(accept.error)} />}
      <Button
        type="primary"
        size="large"
        disabled={!isTicked || versions.data === undefined}
        loading={accept.isPending}
        onClick={() => accept.mutate()}
      >
        {t('first.go-on')}
      </Button>
    </>
  );
}

/** What is new in the texts that are in force, where they say so. */
function WhatChanged() {
  const { t } = useTranslation();
  const texts = useTexts();
  const changed = texts.data?.filter(({ state, changes }) => state === 'in-force' && changes !== '') ?? [];
  return changed.length === 0 ? null : (
    <dl className="changed">
      {changed.map(({ kind, version, changes }) => (
        <div key={kind}>
          <dt>
            {t(`agreements.${kind}`)} · {t('agreements.version', { version })}
          </dt>
          <dd>{changes}</dd>
        </div>
      ))}
    </dl>
  );
}

function SayAge() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (ageGroup: (typeof ages)[number]) => bodyOf(api().PATCH('/api/v1/me', { body: { ageGroup } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meKey }),
  });
  return (
    <>
      <h1>{t('first.age')}</h1>
      <p className="soft">{t('first.age.text')}</p>
      <Form layout="vertical" onFinish={({ age }: { age: (typeof ages)[number] }) => save.mutate(age)}>
        <Form.Item name="age" rules={[{ required: true, message: t('form.needed') }]}>
          <Radio.Group
            vertical
            aria-label={t('first.age')}
            options={ages.map((value) => ({ value, label: t(`age.${value}`) }))}
          />
        </Form.Item>
        {save.isError && <Alert type="error" showIcon title={errorText(save.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
          {t('first.go-on')}
        </Button>
      </Form>
    </>
  );
}
