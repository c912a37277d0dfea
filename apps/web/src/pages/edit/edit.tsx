import {
  CaretRightOutlined,
  PauseOutlined,
  RedoOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Skeleton, Tabs, Tooltip } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../shell/failed.tsx';
import { ApplyDialog } from './apply-dialog.tsx';
import { type Desk, openDesk } from './edit-api.ts';
import { LinePanel } from './line-panel.tsx';
import { clock, Timeline, thumbFrame } from './timeline.tsx';
import { type Editing, useEdit } from './use-edit.ts';
import { type Player, useFrame, usePlayer } from './use-player.ts';
import { Versions } from './versions.tsx';
import { WholePanel } from './whole-panel.tsx';
import './edit.css';

/** The editor of one video: it plays at once what is being changed. */
export function Edit() {
  const { id } = useParams({ from: '/studio/videos/$id/edit' });
  const desk = useQuery({
    queryKey: ['desk', id],
    queryFn: () => openDesk(id),
    // The shared document follows what others change; what it begins with is fetched once.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (desk.isPending) {
    return <Skeleton active paragraph={{ rows: 12 }} />;
  }
  if (desk.isError) {
    return <Failed error={desk.error} again={() => void desk.refetch()} />;
  }
  return <Editor key={desk.data.id} desk={desk.data} />;
}

function Editor({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const editing = useEdit(desk);
  const { now, view, session } = editing;
  const screen = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(desk.lines[0]?.id ?? '');
  const [isApplying, setApplying] = useState(false);
  const { scenes, fps } = now.storyboard;
  const player = usePlayer(screen, {
    videoId: desk.id,
    storyboard: now.storyboard,
    settings: editing.settings,
    materials: editing.materials,
    thumbsAt: scenes.map((scene) => thumbFrame(scenes, scene.id)),
    soundKey: String(view.kept),
  });
  useKeys(editing, player);
  const line = now.lines.find(({ id }) => id === chosen) ?? now.lines[0];
  const { width = 9, height = 16 } = editing.settings.size;
  return (
    <div className="editor">
      <header className="editor-head">
        <div>
          <Link to="/batches/$id" params={{ id: desk.batchId }} className="soft">
            {t('edit.back')}
          </Link>
          <h1>{desk.name}</h1>
        </div>
        <div className="doing">
          <SavingMark view={view} />
          <Tooltip title={t('edit.undo')}>
            <Button
              icon={<UndoOutlined />}
              aria-label={t('edit.undo')}
              disabled={!view.canUndo}
              onClick={session.undo}
            />
          </Tooltip>
          <Tooltip title={t('edit.redo')}>
            <Button
              icon={<RedoOutlined />}
              aria-label={t('edit.redo')}
              disabled={!view.canRedo}
              onClick={session.redo}
            />
          </Tooltip>
          <Button type="primary" onClick={() => setApplying(true)} disabled={view.saving !== 'saved'}>
            {t('edit.apply')}
          </Button>
        </div>
      </header>
      {player.failure !== undefined && (
        <Alert
          type="warning"
          showIcon
          title={player.failure === 'no-webcodecs' ? t('edit.preview.cannot') : t('edit.preview.failed')}
          description={player.failure === 'no-webcodecs' ? undefined : player.failure}
        />
      )}
      <div className="editor-desk">
        <section className="editor-screen" aria-label={t('edit.preview')}>
          <div className="film">
            <div className="screen" ref={screen} style={{ aspectRatio: `${width} / ${height}` }} />
          </div>
          <div className="editor-play">
            <Button
              icon={<StepBackwardOutlined />}
              aria-label={t('edit.frame.before')}
              onClick={() => player.seek(player.place.now() - 1)}
            />
            <Button
              type="primary"
              icon={player.isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
              aria-label={t(player.isPlaying ? 'edit.pause' : 'edit.play')}
              onClick={player.toggle}
            />
            <Button
              icon={<StepForwardOutlined />}
              aria-label={t('edit.frame.after')}
              onClick={() => player.seek(player.place.now() + 1)}
            />
            <Clock player={player} fps={fps} />
          </div>
          <p className="ai-note">{t('ai.note')}</p>
        </section>
        <section className="editor-panel">
          <Tabs
            items={[
              {
                key: 'line',
                label: t('edit.tab.line'),
                children:
                  line === undefined ? null : (
                    <LinePanel key={line.id} editing={editing} player={player} line={line} onChoose={setChosen} />
                  ),
              },
              { key: 'whole', label: t('edit.tab.whole'), children: <WholePanel editing={editing} /> },
              { key: 'versions', label: t('edit.tab.versions'), children: <Versions editing={editing} /> },
            ]}
          />
        </section>
      </div>
      <Timeline editing={editing} player={player} chosen={line?.id ?? ''} onChoose={setChosen} />
      <ApplyDialog open={isApplying} editing={editing} onClose={() => setApplying(false)} />
    </div>
  );
}

function Clock({ player, fps }: { player: Player; fps: number }) {
  const frame = useFrame(player);
  return (
    <span className="mono">
      {clock(frame, fps)} / {clock(player.frames, fps)}
    </span>
  );
}

function SavingMark({ view }: { view: Editing['view'] }) {
  const { t } = useTranslation();
  return (
    <span className={`saving ${view.saving}`} role="status">
      {t(`edit.${view.saving}`)}
    </span>
  );
}

/** Keys work wherever nobody types. */
function useKeys({ session }: Editing, player: Player): void {
  const latest = useRef(player);
  latest.current = player;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isTyping = target.closest('input:not([type=range]), textarea, [contenteditable], [role=combobox]') !== null;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
        event.preventDefault();
        if (event.shiftKey) {
          session.redo();
        } else {
          session.undo();
        }
        return;
      }
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === ' ' && target.closest('button, a, [role=tab]') === null) {
        event.preventDefault();
        latest.current.toggle();
      } else if (event.key === ',' || event.key === '.') {
        latest.current.seek(latest.current.place.now() + (event.key === '.' ? 1 : -1));
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [session]);
}
