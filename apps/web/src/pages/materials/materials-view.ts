/** Where materials come from: the team's own, what the service lays out with its licences, and the music that ships. */
export const materialsViews = ['own', 'licensed', 'shipped'] as const;
export type MaterialsView = (typeof materialsViews)[number];
