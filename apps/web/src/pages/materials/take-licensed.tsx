import { CheckOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

/** Takes an item of the licensed library into the team's materials, or tells that it is there. */
export function TakeLicensed({
  item: { id, name, materialId },
}: {
  item: Pick<Schemas['LicensedItem'], 'id' | 'name' | 'materialId'>;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/licensed-items/{id}/material', { params: { path: { id } } })),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['licensed'] }),
        queries.invalidateQueries({ queryKey: ['materials'] }),
      ]),
    onError: (error) => message.error(errorText(error)),
  });
  return materialId === null ? (
    <Button
      className="take"
      icon={<PlusOutlined />}
      aria-label={t('licensed.take.of', { name })}
      loading={take.isPending}
      onClick={() => take.mutate()}
    >
      {t('licensed.take')}
    </Button>
  ) : (
    <p className="taken">
      <CheckOutlined /> {t('licensed.taken')}
    </p>
  );
}
