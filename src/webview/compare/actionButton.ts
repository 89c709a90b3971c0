import { textButton } from '../dom/element.ts';

/** A button that can be out of use for a while. It keeps the keyboard then: one that is disabled would drop it. */
export class ActionButton {
	readonly root: HTMLButtonElement;

	/** @param act is called for a press while it is in use */
	constructor(label: string, act: () => void) {
		this.root = textButton(label, 'secondary', () => {
			if (this.isInUse) act();
		});
		this.isInUse = true;
	}

	get isInUse(): boolean {
		return this.root.ariaDisabled !== 'true';
	}

	set isInUse(is: boolean) {
		this.root.ariaDisabled = String(!is);
	}
}
