import type { MessageView } from '../../../shared/conversation/conversationProtocol.ts';
import { element, iconButton } from '../../dom/element.ts';
import type { HostPort } from '../../dom/hostPort.ts';
import type { IconName } from '../../dom/icons.ts';

/** ‹2/3›: leads to the other versions of a message. Nothing where there is only one. */
export function siblingPager(host: HostPort, view: MessageView): HTMLElement | undefined {
	if (view.siblings < 2) return undefined;
	const { id } = view.message;
	const step = (label: string, iconName: IconName, by: -1 | 1, possible: boolean) => {
		const button = iconButton(label, iconName, () =>
			host.post({ type: 'showSibling', id, step: by }),
		);
		button.disabled = !possible;
		return button;
	};
	return element(
		'span',
		{ class: 'siblings', role: 'group', 'aria-label': 'Versions' },
		step('Previous Version', 'chevron-left', -1, view.sibling > 1),
		element('span', { class: 'sibling-count' }, `${view.sibling}/${view.siblings}`),
		step('Next Version', 'chevron-right', 1, view.sibling < view.siblings),
	);
}
