import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Mentions } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { useKeyOfTab } from '../../api/session.ts';
import { useMayDecide } from '../../api/use-may-decide.ts';
import { RejectDialog, useDecide } from './chosen-bar.tsx';
import { clockOf } from './clock.ts';
import { batchKey, type VideoView } from './use-batch.ts';

type Comment = Schemas['ReviewComment'];

/** What was decided and said of a video, and where more is said. Times of comments lead to their place in the film. */
export function ReviewPanel({
  video,
  timeMs,
  onSeek,
}: {
  video: VideoView;
  /** Where the film stands, whenever it is asked. */
  timeMs(): number;
  onSeek(ms: number): void;
}) {
  const { t, i18n } = useTranslation();
  const { id, batchId } = video;
  const [isRejecting, setRejecting] = useState(false);
  const mayDecide = useMayDecide();
  const review = useQuery({
    queryKey: [...batchKey(batchId), 'review', id],
    queryFn: () => bodyOf(api().GET('/api/v1/videos/{id}/review', { params: { path: { id } } })),
  });
  const decide = useDecide(batchId, () => setRejecting(false));
  const [latest] = review.data?.decisions ?? [];
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <section className="review-panel" aria-label={t('review.filter')}>
      <div className="decide">
        <span className={`stamp still ${latest?.outcome ?? 'undecided'}`}>
          {latest === undefined ? t('review.undecided') : t(`review.${latest.outcome}`)}
        </span>
        {mayDecide && (
          <>
            <Button
              type="primary"
              size="small"
              loading={decide.isPending}
              onClick={() => decide.mutate({ videos: [id], outcome: 'approved', reasons: [], note: '' })}
            >
              {t('review.approve')}
            </Button>
            <Button size="small" danger onClick={() => setRejecting(true)}>
              {t('review.reject')}
            </Button>
            {latest !== undefined && latest.outcome !== 'reopened' && (
              <Button
                size="small"
                onClick={() => decide.mutate({ videos: [id], outcome: 'reopened', reasons: [], note: '' })}
              >
                {t('review.reopen')}
              </Button>
            )}
          </>
        )}
      </div>
      <RejectDialog
        isOpen={isRejecting}
        isPending={decide.isPending}
        onClose={() => setRejecting(false)}
        onReject={(why) => decide.mutate({ videos: [id], outcome: 'rejected', ...why })}
      />
      <h3>{t('review.comments_title')}</h3>
      <ul className="comments">
        {review.data?.comments.map((comment) => (
          <CommentRow key={comment.id} comment={comment} batchId={batchId} onSeek={onSeek} />
        ))}
      </ul>
      {review.data?.comments.length === 0 && <p className="soft">{t('review.comment.none')}</p>}
      <NewComment video={video} timeMs={timeMs} />
      {(review.data?.decisions.length ?? 0) > 0 && (
        <details>
          <summary>{t('review.history')}</summary>
          <ul className="history">
            {review.data?.decisions.map(({ at, outcome, byName, reasons, note, isOfThisFile }) => (
              <li key={at}>
                <time dateTime={at}>{day.format(new Date(at))}</time> {byName} <b>{t(`review.${outcome}`)}</b>{' '}
                {[...reasons.map((reason) => t(`review.reason.${reason}` as 'review.reason.other')), note]
                  .filter((text) => text !== '')
                  .join(' · ')}
                {!isOfThisFile && <span className="soft"> {t('review.of-earlier')}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {(review.data?.versions.length ?? 0) > 0 && (
        <details>
          <summary>{t('review.versions')}</summary>
          <ul className="history">
            {review.data?.versions.map(({ id: version, endedAt, files }) => (
              <li key={version}>
                <a href={files?.video.link} target="_blank" rel="noreferrer">
                  {t('review.version', { time: endedAt === null ? '' : day.format(new Date(endedAt)) })}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function CommentRow({ comment, batchId, onSeek }: { comment: Comment; batchId: string; onSeek(ms: number): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { id, atMs, body, byName, isResolved, isOfThisFile } = comment;
  const resolve = useMutation({
    mutationFn: () =>
      bodyOf(
        api().POST('/api/v1/comments/{id}/resolve', { params: { path: { id } }, body: { isResolved: !isResolved } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: batchKey(batchId) }),
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <li className={isResolved ? 'resolved' : ''}>
      {atMs === null ? (
        <span className="soft mono">{t('review.comment.whole')}</span>
      ) : (
        <button type="button" onClick={() => onSeek(atMs)} aria-label={t('video.seek', { time: clockOf(atMs) })}>
          {clockOf(atMs)}
        </button>
      )}
      <div>
        <b>{byName}</b> {body}
        {!isOfThisFile && <small className="soft"> · {t('review.of-earlier')}</small>}
      </div>
      <Button size="small" type="text" onClick={() => resolve.mutate()} loading={resolve.isPending}>
        {isResolved ? t('review.comment.open') : t('review.comment.done')}
      </Button>
    </li>
  );
}

function NewComment({ video: { id, batchId }, timeMs }: { video: VideoView; timeMs(): number }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const key = useKeyOfTab();
  const [body, setBody] = useState('');
  const [isTimed, setTimed] = useState(true);
  const members = useQuery({
    queryKey: ['team', 'members'],
    enabled: key === undefined,
    queryFn: () => bodyOf(api().GET('/api/v1/team/members')),
  });
  const people = members.data?.items ?? [];
  const send = useMutation({
    mutationFn: () => {
      const mentions = people
        .filter(({ name }) => name !== '' && body.includes(`@${name}`))
        .map(({ userId }) => userId);
      const atMs = isTimed ? Math.round(timeMs()) : null;
      return bodyOf(
        api().POST('/api/v1/videos/{id}/comments', { params: { path: { id } }, body: { atMs, body, mentions } }),
      );
    },
    onSuccess: () => {
      setBody('');
      return queries.invalidateQueries({ queryKey: batchKey(batchId) });
    },
    onError: (error) => message.error(errorText(error)),
  });
  return (
    <form
      className="new-comment"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Mentions
        aria-label={t('review.comment.add')}
        placeholder={t('review.comment.add')}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        value={body}
        onChange={setBody}
        options={people.map(({ name }) => ({ value: name, label: name }))}
      />
      <div>
        <Checkbox checked={isTimed} onChange={({ target }) => setTimed(target.checked)}>
          {t('review.comment.here')}
        </Checkbox>
        <Button htmlType="submit" disabled={body.trim() === ''} loading={send.isPending}>
          {t('review.comment.send')}
        </Button>
      </div>
    </form>
  );
}
