/**
 * A picture drawn smaller.
 * @param scale below 1
 * @throws Error where there is no canvas to draw on
 */
export function scaled(picture: ImageBitmap, scale: number): OffscreenCanvas {
	const width = Math.max(1, Math.round(picture.width * scale));
	const height = Math.max(1, Math.round(picture.height * scale));
	const canvas = new OffscreenCanvas(width, height);
	const context = canvas.getContext('2d');
	if (context === null) throw new Error('There is no canvas to draw on.');
	context.imageSmoothingQuality = 'high';
	context.drawImage(picture, 0, 0, width, height);
	return canvas;
}
