import { isLongPaste } from '../../shared/attachments/pastedText.ts';

/** What came by paste or drop. */
interface Dropped {
	/** Files from outside VS Code, as the browser has them. */
	files(files: readonly File[]): void;
	/** Resources from inside VS Code, by their URIs: only the host can read them. */
	uris(uris: readonly string[]): void;
}

/** Where VS Code's Explorer and tabs, and then other programs, put the URIs of what is dragged. */
const URI_LISTS = ['application/vnd.code.uri-list', 'text/uri-list'];
const DROPPABLE = ['Files', ...URI_LISTS];

/** Takes what is dropped on an element. VS Code lets it through to a view only while Shift is held. */
export function takeDrops(root: HTMLElement, dropped: Dropped): void {
	const show = (over: boolean) => root.classList.toggle('dropping', over);
	root.addEventListener('dragover', (event) => {
		const { dataTransfer } = event;
		if (!dataTransfer?.types.some((type) => DROPPABLE.includes(type))) return;
		event.preventDefault();
		dataTransfer.dropEffect = 'copy';
		show(true);
	});
	root.addEventListener('dragleave', ({ relatedTarget }) => {
		if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) show(false);
	});
	root.addEventListener('drop', (event) => {
		show(false);
		const { dataTransfer } = event;
		if (dataTransfer === null) return;
		const uris = urisOf(dataTransfer);
		const files = [...dataTransfer.files];
		// A link or a text goes into the box, as the browser does it.
		if (uris.length + files.length === 0) return;
		event.preventDefault();
		if (uris.length > 0) dropped.uris(uris);
		else dropped.files(files);
	});
}

interface Pasted {
	files(files: readonly File[]): void;
	/** A text of many lines; false where it is to go into the element after all. */
	text(text: string): boolean;
}

/** Takes the files and the long texts that are pasted into an element. Where there are both, the text is what is meant. */
export function takePastes(root: HTMLElement, pasted: Pasted): void {
	root.addEventListener('paste', (event) => {
		const files = [...(event.clipboardData?.files ?? [])];
		const text = event.clipboardData?.getData('text/plain') ?? '';
		if (text !== '' && isLongPaste(text) && pasted.text(text)) event.preventDefault();
		if (files.length === 0 || text !== '') return;
		event.preventDefault();
		pasted.files(files);
	});
}

/** The URIs but those of web pages: an image from the web comes as a file too, or as a link for the box. */
function urisOf(data: DataTransfer): string[] {
	const list = URI_LISTS.map((type) => data.getData(type)).find((text) => text !== '') ?? '';
	return list
		.split(/[\r\n]+/)
		.map((line) => line.trim())
		.filter((line) => line !== '' && !line.startsWith('#') && !/^https?:/i.test(line));
}
