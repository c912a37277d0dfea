import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Checkbox, Modal, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { batchKey } from '../batches/use-batch.ts';
import { type EditEstimate, estimateEdit, renderEdit } from './edit-api.ts';
import type { Editing } from './use-edit.ts';
import '../batches/batches.css';

type Scope = 'this' | 'chosen' | 'all';

/** Says what an edit changes, in which videos, what is drawn again and what that costs; then does it. */
export function ApplyDialog({ open, editing, onClose }: { open: boolean; editing: Editing; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { desk, view } = editing;
  const [scope, setScope] = useState<Scope>('this');
  const [picked, setPicked] = useState<string[]>([desk.id]);
  const able = desk.siblings.filter(({ status }) => status === 'done' || status === 'failed');
  const ids = scope === 'this' ? [desk.id] : scope === 'all' ? able.map(({ id }) => id) : picked;
  const estimate = useQuery({
    queryKey: ['estimate', desk.id, view.kept, ids.join()],
    queryFn: () => estimateEdit(desk.id, ids),
    enabled: open && ids.length > 0,
    retry: false,
  });
  const render = useMutation({
    mutationFn: (credits: number) => renderEdit(desk.id, ids, credits),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: batchKey(desk.batchId) });
      void message.success(t('edit.apply.started'));
      await navigate({ to: '/batches/$id', params: { id: desk.batchId } });
    },
    onError: (error) => message.error(errorText(error)),
  });
  const changed = estimate.data?.items.filter(({ changes }) => changes.length > 0) ?? [];
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('edit.apply')}
      width={720}
      okText={t('edit.apply.start')}
      cancelText={t('edit.apply.no')}
      okButtonProps={{ disabled: changed.length === 0 || !estimate.isSuccess, loading: render.isPending }}
      onOk={() => render.mutate(estimate.data?.credits ?? 0)}
    >
      <div className="apply">
        <Radio.Group
          aria-label={t('edit.apply.to')}
          value={scope}
          onChange={({ target }) => setScope(target.value as Scope)}
          options={(['this', 'chosen', 'all'] as const).map((value) => ({
            value,
            label: t(`edit.apply.${value}`, { count: able.length }),
          }))}
        />
        {scope === 'chosen' && (
          <Checkbox.Group
            className="apply-videos"
            value={picked}
            onChange={setPicked}
            options={able.map(({ id, name, hook, language }) => ({
              value: id,
              label: (
                <>
                  <span lang={language}>{hook ?? name}</span>
                  {hook !== null && <small className="mono">{name}</small>}
                </>
              ),
            }))}
          />
        )}
        {estimate.isError ? (
          <Failed error={estimate.error} again={() => void estimate.refetch()} />
        ) : estimate.data === undefined ? (
          <Skeleton active paragraph={{ rows: 3 }} />
        ) : (
          <Cost estimate={estimate.data} editing={editing} />
        )}
      </div>
    </Modal>
  );
}

function Cost({ estimate, editing }: { estimate: EditEstimate; editing: Editing }) {
  const { t } = useTranslation();
  const { items, credits } = estimate;
  const changed = items.filter(({ changes }) => changes.length > 0);
  const sum = (count: (item: EditEstimate['items'][number]) => number) =>
    changed.reduce((all, item) => all + count(item), 0);
  const toDraw = sum(({ pieces }) => pieces.total - pieces.cached);
  const cached = sum(({ pieces }) => pieces.cached);
  if (changed.length === 0) {
    return <p className="soft">{t('edit.apply.nothing')}</p>;
  }
  const lineNumber = (part: string | undefined) => {
    const scenes = editing.base.storyboard.scenes;
    const at = scenes.findIndex(({ id }) => id === part);
    return part === undefined ? '' : t('edit.change.at', { number: at + 1 });
  };
  return (
    <>
      <dl className="batch-figures">
        <div>
          <dt>{t('edit.apply.videos')}</dt>
          <dd>{changed.length}</dd>
        </div>
        <div>
          <dt>{t('edit.apply.draw')}</dt>
          <dd>{toDraw}</dd>
        </div>
        <div>
          <dt>{t('edit.apply.cached')}</dt>
          <dd>{cached}</dd>
        </div>
        <div>
          <dt>{t('edit.apply.credits')}</dt>
          <dd>{credits}</dd>
        </div>
      </dl>
      <ul className="apply-changes">
        {changed.map(({ id, name, changes, pieces }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span className="soft mono">
              {t('edit.apply.pieces', { draw: pieces.total - pieces.cached, cached: pieces.cached })}
            </span>
            <ul>
              {changes.map(({ kind, part, from, to }) => (
                <li key={`${kind} ${part} ${from}`}>
                  {t(`edit.change.${kind}`)} {lineNumber(part)} {from !== '' && <del>{from}</del>}{' '}
                  <ins>{to === '' ? '—' : to}</ins>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
