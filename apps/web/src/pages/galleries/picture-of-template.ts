const pictures = import.meta.glob<string>('../../../../../docs/templates/*.jpg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The address of what a template that ships looks like with real material. */
export function pictureOfTemplate(name: string): string | undefined {
  return pictures[`../../../../../docs/templates/${name}.jpg`];
}
