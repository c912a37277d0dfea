import type { galleriesZhCN } from './galleries-chinese.ts';

/** Forms that English has and Chinese has not. */
interface Singulars {
  'presenters.withdrawn_one': string;
}

/** Words of templates, presenters and voices. */
export const galleriesEn: typeof galleriesZhCN & Singulars = {
  'templates.text': 'Eleven looks, each for five formats and two languages, in the colours of your brand.',
  'presenters.text':
    'Presenters that come with Clipo: in step with the voice, pointing at the product, dressed in your colours.',
  'voices.text': 'Write a sentence of your own and hear each voice say it.',
  'voices.own': 'Words to try',
  'voices.sample': 'Hot water you filled in this morning is still hot in the afternoon.',
  'voices.player': 'What the voice said',
  'voices.hear': 'Listen',
  'voices.hear.of': 'Listen to {{name}}',
  'voices.offline': 'made on this machine',
  'voices.online': 'the text is sent to an outside service',
  'voices.quality.draft': 'draft voice',
  'voices.quality.standard': 'standard voice',
  'voices.quality.neural': 'neural voice',
  'presenters.play': 'Play',
  'presenters.play.of': 'Play {{name}}',
  'presenters.line': 'Hello, let me show you something good. It opens with one hand and never leaks.',
  'presenters.shipped': 'Presenters that come with Clipo',
  'presenters.own': 'Your own presenters',
  'presenters.own.text':
    'A picture from the front, or footage of somebody who talks to the camera, becomes a presenter who speaks. The person has to agree first.',
  'presenters.own.none': 'None yet',
  'presenters.create': 'Create one from a picture or footage',
  'presenters.step.file': 'Picture or footage',
  'presenters.step.consent': 'Consent',
  'presenters.step.done': 'Done',
  'presenters.file.hint':
    'From the front, in even light, the face clear, one person alone. Footage of 5 seconds or more.',
  'presenters.file.camera': 'Use the camera',
  'presenters.file.camera.shoot': 'Take the picture',
  'presenters.file.camera.close': 'Close the camera',
  'presenters.file.camera.none': 'This browser lets no camera be used here. Please upload a file.',
  'presenters.file.ready': 'Ready: {{name}}',
  'presenters.person': 'Name of the person',
  'presenters.age': 'Age of the person',
  'presenters.adult': '18 or older',
  'presenters.minor': 'younger than 18',
  'presenters.minor.hint': 'For a minor, the guardian consents.',
  'presenters.guardian': 'Name of the guardian',
  'presenters.relation': 'What they are to the person',
  'presenters.relation.example': 'Mother',
  'presenters.purposes': 'Agrees to',
  'presenters.purpose.render': 'Videos made on this service',
  'presenters.purpose.advertise': 'Publishing them as advertising',
  'presenters.purpose.outside_engine': 'Handing the material to an outside engine',
  'presenters.purpose.cross_border': 'Its leaving the country to do so',
  'presenters.places': 'Where they may be shown',
  'presenters.months': 'Months that it holds',
  'presenters.agree': 'The person (or their guardian) has read this and agrees',
  'presenters.record': 'Record the consent',
  'presenters.done': 'Ready: choose “{{name}}” under Presenters in a new batch.',
  'presenters.until': 'Consent until {{day}}',
  'presenters.ended': 'The consent has ended',
  'presenters.withdraw': 'Withdraw the consent',
  'presenters.withdraw.sure': 'Nothing new is made with the person; what was made is listed for you to take down.',
  'presenters.withdrawn_one': 'Withdrawn. One video shows the person: take it down in the library.',
  'presenters.withdrawn_other': 'Withdrawn. {{count}} videos show the person: take them down in the library.',
  'brief.slots': 'Words of the template',
  'brief.slots.hint': 'Left empty, the script writes them',
};
