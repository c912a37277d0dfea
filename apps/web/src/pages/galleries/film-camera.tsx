import { VideoCameraOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { sendFile } from '../materials/upload-file.ts';
import { filmWhile, useCamera } from './open-camera.ts';

type Gesture = Schemas['FilmChallenge']['gestures'][number];

/** A film of the browser's camera, and the proof that who is seen in it answered a task. */
export interface FilmedPerson {
  id: string;
  name: string;
  challengeProof: string;
}

/** Before the first gesture, and for each. */
const beginMs = 1500;
const gestureMs = 2500;
/** A little more than a presenter needs. */
const calmMs = 14_000;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Films a person with the browser's camera: first they do what is drawn by lot, so that nobody is filmed off a screen or without
 * knowing; then they listen calmly.
 */
export function FilmCamera({ onFilmed }: { onFilmed(filmed: FilmedPerson): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { film, stream, open: openCamera, close } = useCamera();
  const [asked, setAsked] = useState<Gesture | 'begin'>();
  const [share, setShare] = useState<number>();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const open = useMutation({ mutationFn: openCamera });
  const prove = useMutation({
    mutationFn: async (camera: MediaStream) => {
      const { token, gestures } = await bodyOf(api().POST('/api/v1/film-challenges'));
      const answer = await filmWhile(camera, 'answer', async () => {
        setAsked('begin');
        await wait(beginMs);
        for (const gesture of gestures) {
          setAsked(gesture);
          await wait(gestureMs);
        }
      });
      setAsked(undefined);
      const materialId = await sendFile(answer, () => undefined).material;
      try {
        return (await bodyOf(api().POST('/api/v1/film-challenges/answer', { body: { token, materialId } }))).proof;
      } finally {
        // Its hash is in the proof; nobody makes anything of it.
        await api().DELETE('/api/v1/materials/{id}', { params: { path: { id: materialId } } });
      }
    },
    onSettled: () => setAsked(undefined),
  });
  const proof = prove.data;
  const shoot = useMutation({
    mutationFn: async (camera: MediaStream) => {
      const began = Date.now();
      const footage = await filmWhile(camera, 'footage', async () => {
        for (let past = 0; past < calmMs && isHere.current; past = Date.now() - began) {
          setShare(past / calmMs);
          await wait(200);
        }
      });
      setShare(undefined);
      return { id: await sendFile(footage, () => undefined).material, name: footage.name };
    },
    onSuccess: async (filmed) => {
      close();
      await queries.invalidateQueries({ queryKey: ['materials'] });
      if (isHere.current && proof !== undefined) {
        onFilmed({ ...filmed, challengeProof: proof });
      }
    },
    onSettled: () => setShare(undefined),
  });
  const problem = open.error ?? prove.error ?? shoot.error;
  if (stream === undefined) {
    return (
      <div className="camera">
        <Button icon={<VideoCameraOutlined />} loading={open.isPending} onClick={() => open.mutate()}>
          {t('presenters.filming')}
        </Button>
        {problem !== null && (
          <Alert type="warning" showIcon title={t('presenters.file.camera.none')} description={errorText(problem)} />
        )}
      </div>
    );
  }
  const isBusy = prove.isPending || shoot.isPending;
  return (
    <div className="camera">
      <video ref={film} autoPlay muted playsInline aria-label={t('presenters.filming')} />
      <p className="camera-task" aria-live="assertive">
        {asked !== undefined && <strong>{t(`presenters.filming.do.${asked}`)}</strong>}
        {asked === undefined && prove.isPending && (
          <>
            <Spin size="small" /> {t('presenters.filming.checking')}
          </>
        )}
        {!isBusy && t(proof === undefined ? 'presenters.filming.first' : 'presenters.filming.then')}
        {shoot.isPending && t(share === undefined ? 'presenters.filming.sending' : 'presenters.filming.calm')}
      </p>
      {share !== undefined && (
        <Progress percent={Math.round(share * 100)} showInfo={false} aria-label={t('presenters.filming.calm')} />
      )}
      {problem !== null && <Alert type="warning" showIcon title={errorText(problem)} />}
      <div>
        <Button type="primary" disabled={isBusy} onClick={() => (proof === undefined ? prove : shoot).mutate(stream)}>
          {t(proof === undefined ? 'presenters.filming.begin' : 'presenters.filming.shoot')}
        </Button>{' '}
        <Button disabled={isBusy} onClick={close}>
          {t('presenters.file.camera.close')}
        </Button>
      </div>
    </div>
  );
}
