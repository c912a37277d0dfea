import type { Language } from '@clipo/contract';

const words = {
  'zh-CN': {
    rejected: '模型说的话没有通过内容检查，已经截断。请换个说法再问。',
    ended: {
      cut: '模型的回答中途断了。已说的都在上面，可以点“重新回答”。',
      'too-long': '模型的回答太长，已经截断。',
      'too-slow': '模型答得太慢，已经停止。可以点“重新回答”。',
      'too-many-steps': '模型用了太多步骤，先停在这里。说“继续”可以接着来。',
      refused: '模型拒绝回答这个问题。请换个说法。',
    },
    failed: (problem: string) => `模型没有回答（${problem}），这一轮由内置规划器接着。`,
    noConsent: '还没有同意把文字交给模型服务商，所以由内置规划器回答。可以在“隐私”页里同意。',
  },
  en: {
    rejected: 'What the model said did not pass the check of contents and was cut off. Please ask in other words.',
    ended: {
      cut: 'The answer of the model broke off. What was said stands above; you can have it answer again.',
      'too-long': 'The answer of the model was too long and was cut off.',
      'too-slow': 'The model took too long and was stopped. You can have it answer again.',
      'too-many-steps': 'The model took too many steps and stops here. Say "go on" to continue.',
      refused: 'The model refuses to answer this. Please ask in other words.',
    },
    failed: (problem: string) => `The model gave no answer (${problem}); the built-in planner takes this turn.`,
    noConsent:
      'You have not agreed to giving your words to the provider of a model, so the built-in planner answers. You can agree on the page "Privacy".',
  },
} as const;

/** What is said of a model where it fails. */
export function modelWords(language: Language): (typeof words)[Language] {
  return words[language];
}
