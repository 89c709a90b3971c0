import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export interface PictureDifference {
	/** How many of all pixels differ, from 0 to 1. What only one of the two pictures has differs. */
	readonly share: number;
	/** A PNG: what is equal, pale, and what differs, red. */
	readonly picture: Buffer;
}

/**
 * Compares two PNGs pixel by pixel. Edges that are only smoothed in another way are equal.
 * @throws Error for what is no PNG
 */
export function pictureDifference(now: Buffer, before: Buffer): PictureDifference {
	const [a, b] = [PNG.sync.read(now), PNG.sync.read(before)];
	const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
	const marked = new PNG({ width, height });
	const part = (of: PNG) => {
		const cut = new PNG({ width, height });
		PNG.bitblt(of, cut, 0, 0, width, height);
		return cut.data;
	};
	const count = pixelmatch(part(a), part(b), marked.data, width, height);
	const whole = new PNG({
		width: Math.max(a.width, b.width),
		height: Math.max(a.height, b.height),
	});
	for (let at = 0; at < whole.data.length; at += 4) whole.data.set(RED, at);
	PNG.bitblt(marked, whole, 0, 0, width, height);
	const all = whole.width * whole.height;
	return { share: (count + all - width * height) / all, picture: PNG.sync.write(whole) };
}

const RED = [255, 0, 0, 255];
