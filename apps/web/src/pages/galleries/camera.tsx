import { CameraOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { sendFile } from '../materials/upload-file.ts';
import { useCamera } from './open-camera.ts';

/** Takes a portrait with the browser's camera, where the person lets it; it becomes a material. */
export function Camera({ onMaterial }: { onMaterial(id: string, name: string): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { film, stream, open: openCamera, close } = useCamera();
  const open = useMutation({ mutationFn: openCamera });
  const shoot = useMutation({
    mutationFn: async () => {
      const video = film.current;
      if (video === null) {
        throw new Error(t('presenters.file.camera.none'));
      }
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
        await new Promise((seen) => video.addEventListener('loadeddata', seen, { once: true }));
      }
      const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
      canvas.getContext('2d')?.drawImage(video, 0, 0);
      const name = `portrait-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.jpg`;
      const file = new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })], name, {
        type: 'image/jpeg',
      });
      return { id: await sendFile(file, () => undefined).material, name };
    },
    onSuccess: async ({ id, name }) => {
      close();
      await queries.invalidateQueries({ queryKey: ['materials'] });
      onMaterial(id, name);
    },
  });
  const problem = open.error ?? shoot.error;
  return (
    <div className="camera">
      {stream === undefined ? (
        <Button icon={<CameraOutlined />} loading={open.isPending} onClick={() => open.mutate()}>
          {t('presenters.file.camera')}
        </Button>
      ) : (
        <>
          <video ref={film} autoPlay muted playsInline aria-label={t('presenters.file.camera')} />
          <div>
            <Button type="primary" loading={shoot.isPending} onClick={() => shoot.mutate()}>
              {t('presenters.file.camera.shoot')}
            </Button>{' '}
            <Button onClick={close}>{t('presenters.file.camera.close')}</Button>
          </div>
        </>
      )}
      {problem !== null && (
        <Alert type="warning" showIcon title={t('presenters.file.camera.none')} description={errorText(problem)} />
      )}
    </div>
  );
}
