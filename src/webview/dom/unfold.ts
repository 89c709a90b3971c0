/** The event, bubbling, by which what follows the end learns that the reader wants to read here. */
export const UNFOLD = 'unfold';
