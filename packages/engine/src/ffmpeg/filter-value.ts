/**
 * A value (such as a path) as it stands in a filter's options inside a filter chain: FFmpeg unescapes it twice, once for
 * the chain and once for the options. Pure.
 */
export function filterValue(value: string): string {
  const option = value.replace(/[\\':]/g, '\\$&');
  return option.replace(/[\\'[\],;]/g, '\\$&');
}
