import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DecisionDialog } from './decision-dialog.tsx';

/** Asks an operator why before something is done: their words stand in the record of acts, beside what it changed. */
export function ReasonDialog({
  title,
  text,
  label,
  act,
  isDanger,
  onDo,
  done,
  end,
}: {
  title: string;
  /** What will happen. */
  text?: string;
  /** In place of saying that the reason stands in the record alone. */
  label?: string;
  act: string;
  isDanger?: boolean;
  onDo(reason: string): Promise<unknown>;
  /** Once it is done, before the dialog closes. */
  done?(): unknown;
  end(): void;
}) {
  const { t } = useTranslation();
  const doIt = useMutation({
    mutationFn: (reason: string) => onDo(reason),
    onSuccess: async () => {
      await done?.();
      end();
    },
  });
  return (
    <DecisionDialog
      {...{ title, text, act, isDanger, end }}
      label={label ?? t('reason.label')}
      hint=""
      error={doIt.error}
      isBusy={doIt.isPending}
      onDecide={({ reason }) => doIt.mutate(reason)}
    />
  );
}
