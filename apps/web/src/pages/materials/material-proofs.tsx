import { DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { saveBlob } from '../../api/save-blob.ts';

/** Scans that prove whose a material is: kept sealed, given back to the team alone. */
export function MaterialProofs({ id }: { id: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const queryKey = ['materials', 'proofs', id];
  const proofs = useQuery({
    queryKey,
    queryFn: () => bodyOf(api().GET('/api/v1/materials/{id}/proofs', { params: { path: { id } } })),
  });
  const refresh = () => queries.invalidateQueries({ queryKey });
  const onError = (error: Error) => void message.error(errorText(error));
  const add = useMutation({
    mutationFn: (file: File) =>
      bodyOf(
        api().POST('/api/v1/materials/{id}/proofs', {
          params: { path: { id }, query: { name: file.name } },
          body: file as unknown as string,
          bodySerializer: (body) => body as unknown as BodyInit,
          headers: { 'content-type': 'application/octet-stream' },
        }),
      ),
    onError,
    onSettled: refresh,
  });
  const get = useMutation({
    mutationFn: async ({ proof, name }: { proof: string; name: string }) => {
      const params = { path: { id: proof } };
      const blob = await bodyOf(api().GET('/api/v1/material-proofs/{id}/file', { params, parseAs: 'blob' }));
      saveBlob(blob as Blob, name);
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: (proof: string) =>
      bodyOf(api().DELETE('/api/v1/material-proofs/{id}', { params: { path: { id: proof } } })),
    onError,
    onSettled: refresh,
  });
  return (
    <div className="material-proofs">
      <h4>{t('rights.proofs')}</h4>
      <ul>
        {proofs.data?.items.map(({ id: proof, name }) => (
          <li key={proof}>
            <Button type="link" onClick={() => get.mutate({ proof, name })}>
              {name}
            </Button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('materials.delete.of', { name })}
              onClick={() => remove.mutate(proof)}
            />
          </li>
        ))}
      </ul>
      <Upload
        accept="image/png,image/jpeg,application/pdf"
        showUploadList={false}
        beforeUpload={(file) => {
          add.mutate(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={add.isPending}>
          {t('rights.proofs.add')}
        </Button>
      </Upload>
      <p className="soft">{t('rights.proofs.hint')}</p>
    </div>
  );
}
