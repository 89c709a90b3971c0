import { iconButton } from '../../dom/element.ts';
import type { HostPort } from '../../dom/hostPort.ts';
import { type MenuItem, moreMenu } from '../../dom/moreMenu.ts';
import { toolbar } from '../../dom/toolbar.ts';
import type { CodeBlockOptions } from '../../markdown/blockView.ts';

type CodeBlock = Parameters<CodeBlockOptions['codeBlockToolbar']>[0];

const actionsOf = new WeakMap<Element, () => readonly MenuItem[]>();

/** All that can be done with a code block, which its toolbar has in part in a menu. */
export function codeActions(block: Element): readonly MenuItem[] {
	return actionsOf.get(block)?.() ?? [];
}

/**
 * What can be done with a code block of a reply.
 * @param id of the reply
 * @param put puts the menu somewhere outside of the text, when it is first opened
 */
export function codeToolbar(
	host: HostPort,
	id: string,
	block: CodeBlock,
	put: (menu: HTMLElement) => void,
): HTMLElement {
	const part = () => ({ id, block: block.index, mark: block.mark() });
	const post =
		(type: 'apply' | 'copy' | 'insert' | 'newFile' | 'openDiagram' | 'runInTerminal') => () =>
			host.post({ type, ...part() });
	const more = (): MenuItem[] => [
		{
			label: 'Replace Selection',
			run: () => host.post({ type: 'apply', ...part(), selection: true }),
		},
		{ label: 'New File', run: post('newFile') },
		{ label: 'Run in Terminal', run: post('runInTerminal') },
		wrapToggle(block.element),
	];
	const diagrams =
		block.language.toLowerCase() === 'mermaid'
			? [iconButton('Open Diagram', 'open-preview', post('openDiagram'))]
			: [];
	const buttons = [
		iconButton('Copy Code', 'copy', post('copy')),
		iconButton('Insert Code at Cursor', 'insert', post('insert')),
		iconButton('Apply', 'diff', post('apply')),
	];
	const asItem = (button: HTMLButtonElement): MenuItem => ({
		label: button.title,
		run: () => button.click(),
	});
	actionsOf.set(block.element, () => [...buttons.map(asItem), ...more(), ...diagrams.map(asItem)]);
	return toolbar(
		'Code block',
		'code-toolbar',
		...diagrams,
		...buttons,
		moreMenu('More Code Actions', more, put),
	);
}

/** Breaks the lines of one code block that are wider than it, or shows them as they are, whatever the setting says. */
function wrapToggle(block: HTMLElement): MenuItem {
	const { wrap } = block.dataset;
	const isOn = wrap === undefined ? block.closest('.wrap-code') !== null : wrap === 'on';
	return {
		label: 'Wrap Code',
		checked: isOn,
		run: () => {
			block.dataset['wrap'] = isOn ? 'off' : 'on';
		},
	};
}
