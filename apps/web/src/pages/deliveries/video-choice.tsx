import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { steadyLink } from '../../api/steady-link.ts';

/** Finished videos as small covers; each is taken or left out with a touch. */
export function VideoChoice({
  videos,
  chosen,
  onChange,
}: {
  videos: readonly Schemas['SheetVideo'][];
  chosen: readonly string[];
  onChange(ids: readonly string[]): void;
}) {
  const { t } = useTranslation();
  const taken = new Set(chosen);
  const approved = videos.filter(({ decision }) => decision?.outcome === 'approved');
  return (
    <>
      <div className="choice-acts">
        <Button size="small" onClick={() => onChange(videos.map(({ id }) => id))}>
          {t('deliver.choose.all')}
        </Button>
        {approved.length > 0 && (
          <Button size="small" onClick={() => onChange(approved.map(({ id }) => id))}>
            {t('deliver.choose.approved')}
          </Button>
        )}
        <Button size="small" onClick={() => onChange([])}>
          {t('deliver.choose.none')}
        </Button>
        <span className="mono soft">
          {taken.size}/{videos.length}
        </span>
      </div>
      <ul className="video-choice">
        {videos.map(({ id, name, files, hook }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={taken.has(id)}
                aria-label={t('deliver.choose', { name })}
                onChange={({ target }) =>
                  onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
                }
              />
              {files !== null && (
                <img src={steadyLink(files.cover.link)} alt="" loading="lazy" decoding="async" title={hook ?? name} />
              )}
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
