import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useProven } from './proof.tsx';

/** WeChat as a way to sign in: linked on WeChat's own page, taken away here unless it is the last. */
export function Wechat({ isLinked }: { isLinked: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const prove = useProven();
  const queries = useQueryClient();
  const onError = (error: unknown) => void message.error(errorText(error));
  const link = useMutation({
    mutationFn: () => prove(() => bodyOf(api().POST('/api/v1/me/wechat'))),
    onSuccess: ({ url }) => location.assign(url),
    onError,
  });
  const unlink = useMutation({
    mutationFn: () =>
      prove(() => bodyOf(api().DELETE('/api/v1/me/ways/{way}', { params: { path: { way: 'wechat' } } }))),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
    onError,
  });
  return (
    <li>
      <h2>{t('security.wechat')}</h2>
      <p>{t(isLinked ? 'security.wechat.on' : 'security.wechat.off')}</p>
      {isLinked ? (
        <Popconfirm
          title={t('security.wechat.sure')}
          okText={t('security.remove')}
          cancelText={t('cancel')}
          onConfirm={() => unlink.mutate()}
        >
          <Button loading={unlink.isPending}>{t('security.wechat.unlink')}</Button>
        </Popconfirm>
      ) : (
        <Button onClick={() => link.mutate()} loading={link.isPending}>
          {t('security.wechat.link')}
        </Button>
      )}
    </li>
  );
}
