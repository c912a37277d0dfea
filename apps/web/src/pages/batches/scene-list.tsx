import { ReloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { clockOf } from './clock.ts';
import { batchKey, type VideoView } from './use-batch.ts';

/** The scenes of a video, each to be made anew with another shot: what that shows, draws and costs is told before. */
export function SceneList({ video, fps, onSeek }: { video: VideoView; fps: number; onSeek(ms: number): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { id, batchId, status } = video;
  const key = [...batchKey(batchId), 'scenes', id];
  const scenes = useQuery({
    queryKey: key,
    queryFn: () => bodyOf(api().GET('/api/v1/videos/{id}/edit/scenes', { params: { path: { id } } })),
  });
  const tell = (error: unknown) => void message.error(errorText(error));
  const other = useMutation({
    mutationFn: (scene: string) =>
      bodyOf(api().POST('/api/v1/videos/{id}/edit/scenes/{scene}/estimate', { params: { path: { id, scene } } })),
    onError: tell,
  });
  const make = useMutation({
    mutationFn: ({
      scene,
      shot,
      credits,
    }: Pick<NonNullable<typeof other.data>, 'shot' | 'credits'> & { scene: string }) =>
      bodyOf(
        api().POST('/api/v1/videos/{id}/edit/scenes/{scene}/render', {
          params: { path: { id, scene } },
          body: { shot, credits },
        }),
      ),
    onSuccess: () => {
      other.reset();
      void message.success(t('scene.started'));
      return queries.invalidateQueries({ queryKey: batchKey(batchId) });
    },
    onError: tell,
  });
  const isMade = status === 'done' || status === 'failed';
  const [item] = other.data?.items ?? [];
  const asked = other.variables;
  return (
    <section aria-label={t('scene.title')}>
      <h3>{t('scene.title')}</h3>
      <ol className="scenes">
        {scenes.data?.items.map(({ id: scene, startFrame, frames, hasOther }, index) => {
          const startMs = (startFrame * 1000) / fps;
          return (
            <li key={scene}>
              <button
                type="button"
                onClick={() => onSeek(startMs)}
                aria-label={t('video.seek', { time: clockOf(startMs) })}
              >
                {clockOf(startMs)}
              </button>
              <span className="soft">
                {t('scene.length', { number: index + 1, seconds: (frames / fps).toFixed(1) })}
              </span>
              <Button
                size="small"
                icon={<ReloadOutlined />}
                aria-label={t('scene.other.of', { number: index + 1 })}
                title={hasOther ? undefined : t('scene.none')}
                disabled={!isMade || !hasOther}
                loading={other.isPending && asked === scene}
                onClick={() => other.mutate(scene)}
              >
                {t('scene.other')}
              </Button>
              {asked === scene && other.data !== undefined && item !== undefined && (
                <div className="scene-wish">
                  {item.changes.flatMap(({ kind, part, to }) =>
                    // Which part of a picture is shown follows from which picture it is.
                    kind === 'crop' ? (
                      []
                    ) : (
                      <span key={`${kind} ${part}`}>
                        {t(`edit.change.${kind}`)} <ins>{to === '' ? '—' : to}</ins>
                      </span>
                    ),
                  )}
                  <span className="soft">
                    {t('edit.apply.pieces', {
                      draw: item.pieces.total - item.pieces.cached,
                      cached: item.pieces.cached,
                    })}
                    {other.data.credits > 0 && ` · ${t('review.cost', { count: other.data.credits })}`}
                  </span>
                  <span className="doing">
                    <Button
                      size="small"
                      type="primary"
                      loading={make.isPending}
                      onClick={() => other.data !== undefined && make.mutate({ scene, ...other.data })}
                    >
                      {t('edit.apply.start')}
                    </Button>
                    <Button size="small" onClick={() => other.reset()}>
                      {t('edit.apply.no')}
                    </Button>
                  </span>
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
