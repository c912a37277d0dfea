import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';

interface Filled {
  rest: string;
  work?: string;
  source: string;
}

/** Says for which year working days can't be counted yet, and takes its days off once they are published. */
export function CalendarGap() {
  const { t } = useTranslation();
  const [year, setYear] = useState<number>();
  const calendar = useQuery({
    queryKey: ['operate', 'calendar'],
    queryFn: () => bodyOf(api().GET('/api/v1/calendar')),
  });
  const unknown = calendar.data?.years.find(({ isKnown }) => !isKnown)?.year;
  return (
    <>
      {unknown !== undefined && (
        <Alert
          type="warning"
          showIcon
          title={t('calendar.unknown', { year: unknown })}
          action={
            <Button size="small" onClick={() => setYear(unknown)}>
              {t('calendar.enter')}
            </Button>
          }
          style={{ marginBlockEnd: 24, maxInlineSize: 900 }}
        />
      )}
      {year !== undefined && <Enter year={year} end={() => setYear(undefined)} />}
    </>
  );
}

function Enter({ year, end }: { year: number; end(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const enter = useMutation({
    mutationFn: ({ rest, work = '', source }: Filled) =>
      bodyOf(
        api().PUT('/api/v1/calendar/{year}', {
          params: { path: { year } },
          body: { restDays: daysOf(rest), workDays: daysOf(work), source },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['operate'] });
      end();
    },
  });
  const needed = [{ required: true, whitespace: true, message: t('form.needed') }];
  return (
    <Modal open title={`${t('calendar.enter')} ${year}`} footer={null} onCancel={end} width={520} destroyOnHidden>
      <Form<Filled> layout="vertical" requiredMark={false} onFinish={(filled) => enter.mutate(filled)}>
        <Form.Item name="rest" label={t('calendar.rest')} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 12 }} className="mono" />
        </Form.Item>
        <Form.Item name="work" label={t('calendar.work')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} className="mono" />
        </Form.Item>
        <Form.Item name="source" label={t('calendar.source')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        {enter.isError && <Alert type="error" showIcon title={errorText(enter.error)} style={{ marginBlockEnd: 16 }} />}
        <Button type="primary" block htmlType="submit" loading={enter.isPending}>
          {t('calendar.enter')}
        </Button>
      </Form>
    </Modal>
  );
}

function daysOf(text: string): string[] {
  return text.split(/[\s,，、]+/).filter((day) => day !== '');
}
