import { attachmentViews } from '../../core/attachments/attachmentViews.ts';
import { contextUsage, systemUsage, usageFolderRoom } from '../../core/context/contextUsage.ts';
import { isFolder } from '../../core/context/folderRoom.ts';
import { instructionViews } from '../../core/context/instructionViews.ts';
import type { KnownModels } from '../../core/models/knownModels.ts';
import { shownModel, shownModelName } from '../../core/models/modelName.ts';
import { notToldYet } from '../../core/models/preflight.ts';
import { modelNames } from '../../core/models/shortModelName.ts';
import { messageView, shownSendKey, shownSpending } from '../../core/panel/messageViews.ts';
import { sentAlong } from '../../core/parameters/parametersView.ts';
import { requestTargetOf } from '../../core/parameters/requestTarget.ts';
import type { SecretMarks } from '../../core/secrets/secretMarks.ts';
import type { RawSettings } from '../../core/settings/rawSettings.ts';
import type { SpendingTotals } from '../../core/spending/spendingTotals.ts';
import type { TokenCorrections } from '../../core/tokens/tokenCorrection.ts';
import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { Attachment } from '../../shared/conversation/messages.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { CurrentAttachments } from '../attachments/currentAttachments.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Summaries } from '../chat/summaries.ts';
import type { ProjectInstructions } from '../instructions/projectInstructions.ts';
import type { PreflightFindings } from '../models/preflightFindings.ts';
import type { ChatNews } from './chatNews.ts';

/** What the status is made of, beside the session itself. */
export interface StatusSources {
	readonly models: Pick<KnownModels, 'model' | 'catalogue'>;
	readonly tokens: Pick<TokenCorrections, 'of'>;
	readonly totals: Pick<SpendingTotals, 'ofChat'>;
	readonly beforeSending: PreflightFindings;
	readonly instructions: Pick<ProjectInstructions, 'shown'>;
	readonly attached: Pick<CurrentAttachments, 'shown' | 'follow' | 'fit'>;
	readonly news: Pick<ChatNews, 'shown'>;
	readonly summaries: Pick<Summaries, 'isRunning'>;
	readonly secrets: SecretMarks;
}

/**
 * What stands around the shown conversation, as the page is told of it.
 * @param raw the settings, with what the shown chat has chosen over them
 */
export function currentStatus(
	{ chat, box, notice, canSendAnyway, unsaved }: OpenChats,
	{
		models,
		tokens,
		totals,
		beforeSending,
		instructions,
		attached,
		news,
		summaries,
		secrets,
	}: StatusSources,
	raw: RawSettings,
	needsKey: boolean,
): ChatStatus {
	const { draft, messageQueue: queue } = box;
	const attachments = attached.shown(box.attachments);
	const names = new Map(attachments.map(({ attached, now }) => [now, attachmentId(attached)]));
	attached.follow(queue.messages.flatMap(({ excerpts }) => excerpts));
	// It would tell what an answer cost that is still judged blind.
	const isJudged = chat.turns.replies.areHidden;
	const spent = isJudged ? undefined : shownSpending(totals.ofChat(chat.conversation.id));
	const target = requestTargetOf(raw, models);
	const correction = tokens.of(shownModel(raw));
	const path = chat.conversation.path();
	const now = [...names.keys()];
	const [, ...shorterNames] = modelNames(shownModel(raw));
	const files = raw('instructionFiles') === true ? instructions.shown(path, now) : [];
	const system = systemUsage(
		{ raw, target, correction },
		files,
		chat.conversation.choices.instructions,
	);
	const usage = {
		raw,
		target,
		correction,
		path,
		draft,
		attachments: now,
		nameOf: (attachment: Attachment) => names.get(attachment) ?? '',
		system,
	};
	const context = contextUsage(usage);
	const folders = box.attachments.filter(isFolder);
	if (folders.length > 0) attached.fit(usageFolderRoom(usage, folders));
	const looksLike = (one: Parameters<SecretMarks['of']>[0]) => secrets.of(one);
	const last = path.at(-1);
	const failed = last?.role === 'assistant' && last.model === shownModel(raw) ? last : undefined;
	const told = {
		notice,
		failure: failed?.failure,
		withoutImages: failed !== undefined && messageView(chat, failed.id)?.canLeaveOutImages === true,
	};
	return {
		title: chat.conversation.title,
		running: chat.turns.running,
		modelName: shownModelName(raw),
		...(shorterNames.length === 0 ? {} : { shorterNames }),
		...sentAlong(raw, target, context.tokens),
		context: summaries.isRunning(chat.conversation.id)
			? { ...context, summarising: true }
			: context,
		instructions: instructionViews(system, context.context ?? undefined, looksLike),
		attachments: attachmentViews(attachments, looksLike),
		notice,
		findings: notToldYet(beforeSending.findings(context), told),
		needsKey,
		sendKey: shownSendKey(raw),
		...(raw('wrapCode') === true ? { wrapCode: true } : {}),
		queued: queue.views(),
		waiting: queue.waiting,
		canUndoDelete: chat.canUndoDelete,
		...(news.shown === undefined ? {} : { news: news.shown }),
		...(canSendAnyway === undefined ? {} : { canSendAnyway }),
		...(spent === undefined ? {} : { spent }),
		...(unsaved === undefined ? {} : { unsaved }),
	};
}
