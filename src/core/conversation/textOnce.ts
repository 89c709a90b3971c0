/** A shorter text takes less room than what leads to it, so it is written each time. In UTF-16 units. */
export const WORTH_IT = 64;

/** What stands where the line is lost that had the text. */
export const LOST_SHARED_TEXT = '(This text could not be read from the disk.)';
