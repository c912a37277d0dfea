import { WechatOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { AgreementLinks } from '../agreements/agreement-links.tsx';
import { useVersions } from '../agreements/use-agreements.ts';

/** In by WeChat's QR code, where the service has an application there: agreed to first, then on WeChat's own page. */
export function WechatButton() {
  const { t } = useTranslation();
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => bodyOf(api().GET('/api/v1/sign-in/ways')) });
  const versions = useVersions();
  const [isAsking, setAsking] = useState(false);
  const begin = useMutation({
    mutationFn: () =>
      bodyOf(
        api().POST('/api/v1/sign-in/wechat', { body: { accepted: versions.data ?? { agreement: '', privacy: '' } } }),
      ),
    onSuccess: ({ url }) => location.assign(url),
  });
  if (ways.data?.wechat !== true) {
    return null;
  }
  return (
    <>
      <Button block icon={<WechatOutlined />} onClick={() => setAsking(true)}>
        {t('sign-in.by-wechat')}
      </Button>
      <Modal
        open={isAsking}
        title={t('sign-in.by-wechat')}
        okText={t('sign-in.wechat.agree')}
        cancelText={t('cancel')}
        confirmLoading={begin.isPending || begin.isSuccess}
        onOk={() => begin.mutate()}
        onCancel={() => setAsking(false)}
        width={440}
      >
        <p>
          <AgreementLinks />
        </p>
        <p className="soft" style={{ marginBlock: 12 }}>
          {t('sign-in.wechat.text')}
        </p>
        {begin.isError && <Alert type="error" showIcon title={errorText(begin.error)} />}
      </Modal>
    </>
  );
}

/** What WeChat sent somebody back with. */
export function WechatProblem({ problem }: { problem: string | undefined }) {
  const { t } = useTranslation();
  if (problem === undefined) {
    return null;
  }
  const isPassing = problem === 'unavailable' || problem === 'fetch_failed' || problem === 'internal';
  return (
    <Alert
      type="warning"
      showIcon
      title={t(isPassing ? 'sign-in.wechat.unavailable' : 'sign-in.wechat.failed')}
      style={{ marginBlockEnd: 8 }}
    />
  );
}
