import { element } from './element.ts';

/** Tells a screen reader what the eye sees happen, in short sentences and only when it matters. */
export class Announcer {
	readonly root = element('div', { class: 'visually-hidden', role: 'status' });

	say(text: string): void {
		this.root.textContent = text;
	}
}
