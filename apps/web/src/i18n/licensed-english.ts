import type { licensedZhCN } from './licensed-chinese.ts';

/** Forms that English has and Chinese has not. */
interface Singulars {
  'licensed.teams_one': string;
}

/** Words of the licensed library, and of what a model says of a material. */
export const licensedEn: typeof licensedZhCN & Singulars = {
  'nav.licensed': 'Licensed library',
  'licensed.view': 'Licensed library',
  'licensed.text':
    'Materials that the service lays out, each with its holder, licence and scope. What you pick joins your materials; its rights travel with every video.',
  'licensed.search': 'Search names, tags, licences',
  'licensed.none': 'No such materials in the licensed library',
  'licensed.none.text': 'What operators add appears here.',
  'licensed.take': 'Use it',
  'licensed.take.of': 'Use it: {{name}}',
  'licensed.taken': 'In your materials',
  'licensed.of': 'From the licensed library: its rights are those of the library.',
  'licensed.withdrawn.text': 'Withdrawn on {{day}}: nothing new is made with it. Why: {{why}}',
  'licensed.operate.text':
    'Lay materials of your own team out for every team. Once withdrawn, nothing new is made with them, and the teams that have them are told.',
  'licensed.add': 'Add to the library',
  'licensed.add.which': 'Choose a material whose rights are stated',
  'licensed.added': 'Added to the library',
  'licensed.teams_one': 'One team has it',
  'licensed.teams_other': '{{count}} teams have it',
  'licensed.withdraw': 'Withdraw',
  'licensed.withdraw.of': 'Withdraw {{name}}',
  'licensed.why': 'Why (the teams that have it are told)',
  'licensed.readmit': 'Readmit',
  'licensed.readmit.of': 'Readmit {{name}}',
  'licensed.uses': 'Videos that show it',
  'licensed.uses.of': 'Videos that show it: {{name}}',
  'licensed.uses.none': 'No video shows it.',
  'described.title': 'Described by a model',
  'described.text':
    'Small pictures of it are sent to the provider of {{model}}, which may cost. They are sent only when you ask; the search reads the description.',
  'described.ask': 'Have it described',
  'described.again': 'Describe it again',
};
