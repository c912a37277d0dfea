/** A tab that nobody sees paints nothing: there, work goes on after this long. */
const longestMs = 100;

/** Once the browser has painted what a press changed: then the work that follows it is not in the way of the answer. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longestMs);
    requestAnimationFrame(() =>
      // The frame is painted when its callbacks are done; what was put off till then comes after it.
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}
