import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/error-text.ts';

const shownSeconds = 8;

/** Tells what was done, with the way back beside it for a few seconds. */
export function useUndo(): (text: string, undo: () => Promise<unknown>) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (text, undo) => {
    const key = crypto.randomUUID();
    const takeBack = async () => {
      try {
        await undo();
        void message.success({ key, content: t('undo.done') });
      } catch (error) {
        void message.error({ key, content: errorText(error) });
      }
    };
    void message.open({
      key,
      type: 'success',
      duration: shownSeconds,
      content: (
        <>
          {text}{' '}
          <Button size="small" type="link" onClick={() => void takeBack()}>
            {t('undo.do')}
          </Button>
        </>
      ),
    });
  };
}
