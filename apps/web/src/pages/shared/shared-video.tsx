import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { steadyLink } from '../../api/steady-link.ts';
import { RejectDialog } from '../batches/chosen-bar.tsx';
import { clockOf } from '../batches/clock.ts';
import { type SharedView, sharedApi } from './shared-api.ts';

/** One video for a client: for whom it is stands over the picture; what they think of it is said beneath. */
export function SharedVideo({
  video,
  share,
  secret,
  guest,
}: {
  video: SharedView['videos'][number];
  share: SharedView;
  secret: string;
  guest: string;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const film = useRef<HTMLVideoElement>(null);
  const [body, setBody] = useState('');
  const [isRejecting, setRejecting] = useState(false);
  const own = sharedApi(secret);
  const { id, name, format, language, outcome } = video;
  const key = ['shared', secret, 'comments', id];
  const comments = useQuery({ queryKey: key, enabled: share.mayComment, queryFn: () => own.comments(id) });
  const mustSayWho = () => {
    if (guest === '') {
      void message.warning(t('shared.guest.needed'));
    }
    return guest !== '';
  };
  const comment = useMutation({
    mutationFn: () =>
      own.comment({ video: id, guest, body, atMs: Math.round((film.current?.currentTime ?? 0) * 1000) }),
    onSuccess: () => {
      setBody('');
      return queries.invalidateQueries({ queryKey: key });
    },
    onError: (error) => message.error(errorText(error)),
  });
  const decide = useMutation({
    mutationFn: (decision: Pick<Parameters<typeof own.decide>[0], 'outcome' | 'reasons' | 'note'>) =>
      own.decide({ video: id, guest, ...decision }),
    onSuccess: () => {
      setRejecting(false);
      return queries.invalidateQueries({ queryKey: ['shared', secret] });
    },
    onError: (error) => message.error(errorText(error)),
  });
  const [width = 9, height = 16] = format.split('x').map(Number);
  const mark = t('shared.for', { name: share.name });
  return (
    <article className="shared-video">
      <div className="film">
        <header>
          <span>{name}</span>
          {/* The page's own mark (GB 45438-2025, 5.4): beside the picture, also while it is paused or not yet loaded. */}
          <strong className="ai-mark">{video.label}</strong>
        </header>
        <div className="screen" style={{ aspectRatio: `${width} / ${height}` }}>
          <video
            ref={film}
            src={steadyLink(video.film)}
            poster={steadyLink(video.cover)}
            controls
            controlsList="nodownload noremoteplayback nofullscreen"
            disablePictureInPicture
            playsInline
            preload="none"
            aria-label={name}
          >
            <track kind="captions" />
          </video>
          <div className="overlay" aria-hidden="true">
            {Array.from({ length: 5 }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: five times the same words.
              <span key={row}>{`${mark}  ${mark}  ${mark}`}</span>
            ))}
          </div>
        </div>
      </div>
      <p lang={language}>{video.lines[0]}</p>
      {outcome !== null && <span className={`stamp still ${outcome}`}>{t(`review.${outcome}`)}</span>}
      {share.mayDecide && (
        <div className="post-acts">
          <Button
            type="primary"
            loading={decide.isPending}
            onClick={() => mustSayWho() && decide.mutate({ outcome: 'approved', reasons: [], note: '' })}
          >
            {t('review.approve')}
          </Button>
          <Button danger onClick={() => mustSayWho() && setRejecting(true)}>
            {t('review.reject')}
          </Button>
        </div>
      )}
      {share.mayComment && (
        <>
          <ul className="comments">
            {comments.data?.items.map(({ id: comment, atMs, body: text, byName }) => (
              <li key={comment}>
                <span className="mono soft">{atMs === null ? '' : clockOf(atMs)}</span>
                <div>
                  <b>{byName}</b> {text}
                </div>
              </li>
            ))}
          </ul>
          <form
            className="new-comment"
            onSubmit={(event) => {
              event.preventDefault();
              if (mustSayWho()) {
                comment.mutate();
              }
            }}
          >
            <Input.TextArea
              aria-label={t('shared.comment')}
              placeholder={t('shared.comment')}
              autoSize={{ minRows: 1, maxRows: 5 }}
              maxLength={2000}
              value={body}
              onChange={({ target }) => setBody(target.value)}
            />
            <div>
              <Button htmlType="submit" size="small" disabled={body.trim() === ''} loading={comment.isPending}>
                {t('review.comment.send')}
              </Button>
            </div>
          </form>
        </>
      )}
      <RejectDialog
        isOpen={isRejecting}
        isPending={decide.isPending}
        onClose={() => setRejecting(false)}
        onReject={({ reasons = [], note = '' }) => decide.mutate({ outcome: 'rejected', reasons, note })}
      />
    </article>
  );
}
