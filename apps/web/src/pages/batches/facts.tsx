import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Claims that may be made, each with where it comes from. */
export function Facts() {
  const { t } = useTranslation();
  return (
    <Form.Item label={t('brief.facts')} extra={t('brief.facts.hint')}>
      <Form.List name="facts">
        {(fields, { add, remove }) => (
          <div className="facts-list">
            {fields.map((field) => (
              <div key={field.key} className="fact">
                <Form.Item name={[field.name, 'text']} noStyle rules={[{ required: true, message: t('form.needed') }]}>
                  <Input placeholder={t('brief.facts.text')} aria-label={t('brief.facts.text')} maxLength={200} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'source']}
                  noStyle
                  rules={[{ required: true, message: t('form.needed') }]}
                >
                  <Input placeholder={t('brief.facts.source')} aria-label={t('brief.facts.source')} maxLength={300} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={t('brief.facts.drop')}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ text: '', source: '' })}>
              {t('brief.facts.add')}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
