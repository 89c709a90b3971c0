import type { Image } from '../../src/shared/conversation/messages.ts';

/** The smallest image that can go along with a question. */
export const IMAGE: Image = {
	hash: 'e'.repeat(64),
	mediaType: 'image/png',
	width: 1,
	height: 1,
	bytes: 1,
	name: 'a.png',
};
