import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** A text that a template asks for, as its schema describes it. */
interface Slot {
  title?: string;
  maxLength?: number;
  'x-default'?: string | Readonly<Record<string, string>>;
}

/** Slots that have a name in the catalogues; those of a team's own template are told by their own titles. */
const named = [
  'answer',
  'ask',
  'call',
  'label',
  'left',
  'right',
  'mark',
  'stamp',
  'greeting',
  'kicker',
  'opening',
] as const;

/**
 * The form that a template's own slots ask for, made from its schema. Only those that have words of their own: what is
 * filled from a product, a line or a fact says what is true of it.
 */
export function TemplateSlots({ properties }: { properties: Readonly<Record<string, unknown>> }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const slots = (Object.entries(properties) as [string, Slot][]).filter(([, slot]) => slot['x-default'] !== undefined);
  const wordsOf = (given: Slot['x-default']) => (typeof given === 'object' ? given[language] : given);
  return slots.length === 0 ? null : (
    <fieldset className="template-slots">
      <legend>
        {t('brief.slots')} <small className="soft">{t('brief.slots.hint')}</small>
      </legend>
      <div className="pair">
        {slots.map(([name, slot]) => {
          const known = named.find((each) => each === name);
          return (
            <Form.Item
              key={name}
              name={['slots', name]}
              label={known === undefined ? (slot.title ?? name) : t(`slot.${known}`)}
            >
              <Input maxLength={slot.maxLength ?? 120} placeholder={wordsOf(slot['x-default'])} />
            </Form.Item>
          );
        })}
      </div>
    </fieldset>
  );
}
