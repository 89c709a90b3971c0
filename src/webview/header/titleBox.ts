import { element } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { Lazy } from '../dom/lazy.ts';
import type { TitleEditor } from './titleEditor.ts';

const editors = new Lazy(() => import('./titleEditor.ts'));

/** The chat's title, and the box in its place where it is changed. */
export class TitleBox {
	/** Holds the one or the other. */
	readonly root = element('div', { class: 'chat-title-place' });
	readonly #host: HostPort;
	/**
	 * The title is painted (`data-title`): what was asked stands once in the page, for Find and a screen reader, and the button's name has
	 * no word of the user's that another button is found by, such as Stop.
	 */
	readonly #button = element('button', {
		type: 'button',
		class: 'chat-title',
		'aria-label': 'Chat Title',
	});
	#editor: TitleEditor | undefined;
	#conversation: string | undefined;
	#title = '';

	constructor(host: HostPort) {
		this.#host = host;
		this.root.append(this.#button);
		this.#button.addEventListener('click', () => void this.#edit().catch(reportError));
		// Before it is pressed, so that what is typed right after that is not lost.
		for (const near of ['pointerenter', 'focus']) {
			this.#button.addEventListener(near, () => void editors.load().catch(reportError));
		}
	}

	/** Keeps what is typed for the conversation until now; from here on it is another one's. */
	open(conversation: string): void {
		if (conversation !== this.#conversation) this.#editor?.keep();
		this.#conversation = conversation;
	}

	show(title: string): void {
		this.#title = title;
		this.#button.dataset['title'] = title;
		this.#button.title = title;
	}

	async #edit(): Promise<void> {
		const { TitleEditor: Editor } = await editors.load();
		const conversation = this.#conversation;
		if (conversation === undefined || this.#button.hidden) return;
		this.#editor = new Editor(this.#button, this.#title, (title) => {
			if (title === this.#title) return;
			// An empty title gives the chat its own again.
			if (title !== '') this.show(title);
			this.#host.post({ type: 'renameChat', conversation, title });
		});
	}
}
