/** From one line of a label to the next, in its font sizes. */
export const labelLineHeight = 1.15;
