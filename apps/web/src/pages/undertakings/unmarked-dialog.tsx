import { Alert, Button, Checkbox, Form, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown from 'react-markdown';
import type { Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useMe } from '../../api/use-me.ts';
import { Failed } from '../../shell/failed.tsx';
import { UndertakingRows } from './undertaking-rows.tsx';
import { useDuties, useUndertakingActs, useUndertakings } from './use-undertakings.ts';
import './undertakings.css';

type Filled = Pick<Schemas['NewUndertaking'], 'purpose' | 'signedAs' | 'recipient'> & { isAgreed: boolean };

/** A button, and behind it how a video is had without the explicit label: what was signed so far, and a form to sign. */
export function UnmarkedWay({ video }: { video: { id: string; name: string } }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="text" onClick={() => setOpen(true)}>
        {t('unmarked.open')}
      </Button>
      <Modal
        open={isOpen}
        title={t('unmarked.title', { name: video.name })}
        footer={null}
        width={680}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Unmarked video={video} />
      </Modal>
    </>
  );
}

function Unmarked({ video: { id } }: { video: { id: string } }) {
  const { t } = useTranslation();
  const me = useMe();
  const list = useUndertakings(id);
  const [isSigning, setSigning] = useState(false);
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  if (list.data === undefined || me.isPending) {
    return <Skeleton active />;
  }
  const { items } = list.data;
  const isPerson = me.data != null;
  return (
    <div className="unmarked">
      <p className="soft">{t('unmarked.text')}</p>
      <UndertakingRows items={items} />
      {!isPerson && <Alert type="info" showIcon title={t('unmarked.person')} />}
      {isPerson && (isSigning || items.length === 0) && <SignForm video={id} end={() => setSigning(false)} />}
      {isPerson && !isSigning && items.length > 0 && (
        <div>
          <Button onClick={() => setSigning(true)}>{t('unmarked.again')}</Button>
        </div>
      )}
    </div>
  );
}

function SignForm({ video, end }: { video: string; end(): void }) {
  const { t, i18n } = useTranslation();
  const texts = useDuties(true);
  const { sign } = useUndertakingActs();
  const duties = texts.data?.items.find(({ language }) => language === i18n.language) ?? texts.data?.items[0];
  if (texts.isError) {
    return <Failed error={texts.error} again={() => void texts.refetch()} />;
  }
  if (duties === undefined) {
    return <Skeleton active />;
  }
  const { version, language, sha256, text } = duties;
  const needed = [{ required: true, whitespace: true, message: t('form.needed') }];
  return (
    <Form<Filled>
      layout="vertical"
      requiredMark={false}
      onFinish={({ isAgreed: _, ...filled }) =>
        sign.mutate({ video, ...filled, duties: { version, language, sha256 } }, { onSuccess: end })
      }
    >
      <section className="duties" lang={language} aria-label={t('unmarked.duties')}>
        <Markdown>{text}</Markdown>
        <p className="mono soft">SHA-256 {sha256}</p>
      </section>
      <Form.Item
        name="purpose"
        label={t('unmarked.purpose')}
        rules={[{ required: true, whitespace: true, min: 10, message: t('unmarked.purpose.rule') }]}
      >
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <div className="pair">
        <Form.Item name={['recipient', 'name']} label={t('unmarked.recipient')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={['recipient', 'contact']} label={t('unmarked.recipient.contact')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <Form.Item name="signedAs" label={t('unmarked.signed-as')} rules={needed}>
        <Input maxLength={60} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="isAgreed"
        valuePropName="checked"
        rules={[{ validator: (_, on) => (on === true ? Promise.resolve() : Promise.reject(t('unmarked.agree.rule'))) }]}
      >
        <Checkbox>{t('unmarked.agree')}</Checkbox>
      </Form.Item>
      {sign.isError && <Alert type="error" showIcon title={errorText(sign.error)} style={{ marginBlockEnd: 16 }} />}
      <Button type="primary" size="large" htmlType="submit" loading={sign.isPending}>
        {t('unmarked.sign')}
      </Button>
    </Form>
  );
}
